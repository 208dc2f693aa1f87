package portcullis.server.accuracy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding.Band;

/**
 * Single values of one origin type.
 *
 * @param kind our kind
 * @param seen values found
 * @param clean texts that hold no value of the type: wrong shapes, failed check digits
 * @param blocked clean texts with a finding of the kind in the medium or high band
 * @param high clean texts with one in the high band
 */
record ValueFigures(EntityType kind, Tally seen, int clean, int blocked, int high) {

    private ValueFigures plus(ValueFigures other) {
        return new ValueFigures(
                kind,
                seen.plus(other.seen),
                clean + other.clean,
                blocked + other.blocked,
                high + other.high);
    }

    /** Figures per origin type. */
    static Map<String, ValueFigures> of(List<Examined> all) {
        Map<String, ValueFigures> figures = new TreeMap<>();
        for (Examined one : all) {
            labels(one, figures);
            cleans(one, figures);
        }
        return figures;
    }

    private static void labels(Examined one, Map<String, ValueFigures> figures) {
        for (LabelledRow.Label label : one.row().spans()) {
            OriginTypes.wanted(label.type(), one.row().value(label))
                    .map(kind -> new ValueFigures(kind, one.tally(label, kind), 0, 0, 0))
                    .ifPresent(made -> figures.merge(label.type(), made, ValueFigures::plus));
        }
    }

    private static void cleans(Examined one, Map<String, ValueFigures> figures) {
        for (String type : one.row().scope()) {
            if (one.row().spans().stream().noneMatch(label -> label.type().equals(type))) {
                OriginTypes.kind(type)
                        .map(kind -> clean(one, kind))
                        .ifPresent(made -> figures.merge(type, made, ValueFigures::plus));
            }
        }
    }

    private static ValueFigures clean(Examined one, EntityType kind) {
        int high = one.has(kind, List.of(Band.HIGH)) ? 1 : 0;
        int blocked = one.has(kind, List.of(Band.MEDIUM, Band.HIGH)) ? 1 : 0;
        return new ValueFigures(kind, Tally.NONE, 1, blocked, high);
    }
}
