package portcullis.server.accuracy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;
import portcullis.server.accuracy.LabelledRow.Label;

/**
 * One kind in running text that is labelled in full.
 *
 * @param seen labels found
 * @param exact labels that a finding of the kind meets unit for unit
 * @param extra findings named after the kind that meet no label of a kind they show
 */
record TextFigures(Tally seen, int exact, int extra) {
    private static final TextFigures NONE = new TextFigures(Tally.NONE, 0, 0);

    private TextFigures plus(TextFigures other) {
        return new TextFigures(seen.plus(other.seen), exact + other.exact, extra + other.extra);
    }

    double precision() {
        int all = seen.typed() + extra;
        return all == 0 ? 1 : (double) seen.typed() / all;
    }

    double recall() {
        return seen.all() == 0 ? 1 : (double) seen.typed() / seen.all();
    }

    /** The harmonic mean that weighs recall twice: 5PR / (4P + R). */
    double f2() {
        double below = 4 * precision() + recall();
        return below == 0 ? 0 : 5 * precision() * recall() / below;
    }

    /** Figures per kind. */
    static Map<EntityType, TextFigures> of(List<Examined> all) {
        Map<EntityType, TextFigures> figures = new EnumMap<>(EntityType.class);
        for (Examined one : all) {
            for (Label label : one.row().spans()) {
                wanted(one, label)
                        .ifPresent(
                                kind ->
                                        figures.merge(
                                                kind, label(one, label, kind), TextFigures::plus));
            }
            for (Finding finding : one.findings()) {
                EntityType named = finding.types().iterator().next();
                if (isExtra(one, finding)) {
                    figures.merge(named, new TextFigures(Tally.NONE, 0, 1), TextFigures::plus);
                }
            }
        }
        return figures;
    }

    /** Of all kinds together. */
    static TextFigures sum(Map<EntityType, TextFigures> figures) {
        return figures.values().stream().reduce(NONE, TextFigures::plus);
    }

    private static Optional<EntityType> wanted(Examined one, Label label) {
        return OriginTypes.wanted(label.type(), one.row().value(label));
    }

    private static TextFigures label(Examined one, Label label, EntityType kind) {
        boolean exact =
                one.findings().stream()
                        .anyMatch(
                                finding ->
                                        finding.types().contains(kind)
                                                && finding.start() == label.start()
                                                && finding.end() == label.end());
        return new TextFigures(one.tally(label, kind), exact ? 1 : 0, 0);
    }

    /**
     * A finding on a value that may stay, such as a year, is an extra one; on any label it fits.
     */
    private static boolean isExtra(Examined one, Finding finding) {
        return one.row().spans().stream()
                .noneMatch(
                        label ->
                                Examined.touches(finding, label)
                                        && OriginTypes.kind(label.type())
                                                .filter(finding.types()::contains)
                                                .isPresent());
    }
}
