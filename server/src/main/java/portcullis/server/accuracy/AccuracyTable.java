package portcullis.server.accuracy;

import static java.lang.String.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as lines for a person at a terminal. */
public final class AccuracyTable {
    private final List<String> lines = new ArrayList<>();

    private AccuracyTable() {}

    /** The lines; they hold numbers and names of types, no text of any row. */
    public static List<String> of(Accuracy accuracy) {
        AccuracyTable table = new AccuracyTable();
        accuracy.values().forEach(table::values);
        table.running(accuracy);
        table.disguises(accuracy.disguises());
        table.alarms(accuracy.alarms());
        table.line(format(Locale.ROOT, "texts refused: %d", accuracy.refused()));
        return table.lines;
    }

    private void line(String line) {
        lines.add(line);
    }

    private void values(String set, Map<String, ValueFigures> figures) {
        line(
                format(
                        Locale.ROOT,
                        "%-26s %5s %7s %7s %5s %6s %5s %7s %4s",
                        set,
                        "all",
                        "touched",
                        "covered",
                        "typed",
                        "bound",
                        "clean",
                        "blocked",
                        "high"));
        figures.forEach(
                (type, one) ->
                        line(
                                format(
                                        Locale.ROOT,
                                        "  %-24s %5d %7d %7d %5d %6.3f %5d %7d %4d",
                                        type,
                                        one.seen().all(),
                                        one.seen().touched(),
                                        one.seen().covered(),
                                        one.seen().typed(),
                                        one.seen().bound(),
                                        one.clean(),
                                        one.blocked(),
                                        one.high())));
    }

    private void running(Accuracy accuracy) {
        line(
                format(
                        Locale.ROOT,
                        "%-26s %5s %7s %7s %5s %5s %5s %5s %5s %5s",
                        "research_templates",
                        "all",
                        "touched",
                        "covered",
                        "typed",
                        "exact",
                        "extra",
                        "P",
                        "R",
                        "F2"));
        accuracy.running().forEach((kind, one) -> running(kind.name(), one));
        running("all", TextFigures.sum(accuracy.running()));
    }

    private void running(String name, TextFigures one) {
        line(
                format(
                        Locale.ROOT,
                        "  %-24s %5d %7d %7d %5d %5d %5d %5.3f %5.3f %5.3f",
                        name,
                        one.seen().all(),
                        one.seen().touched(),
                        one.seen().covered(),
                        one.seen().typed(),
                        one.exact(),
                        one.extra(),
                        one.precision(),
                        one.recall(),
                        one.f2()));
    }

    private void disguises(Map<String, Tally> disguises) {
        line(format(Locale.ROOT, "%-26s %5s %7s %7s", "disguise", "all", "touched", "covered"));
        Tally sum = disguises.values().stream().reduce(Tally.NONE, Tally::plus);
        disguises.forEach(this::disguise);
        disguise("all", sum);
    }

    private void disguise(String name, Tally one) {
        line(
                format(
                        Locale.ROOT,
                        "  %-24s %5d %7d %7d",
                        name,
                        one.all(),
                        one.touched(),
                        one.covered()));
    }

    private void alarms(Alarms alarms) {
        line(format(Locale.ROOT, "clinical_unlabelled: %d words", alarms.words()));
        alarms.rules()
                .forEach(
                        (rule, found) ->
                                line(
                                        format(
                                                Locale.ROOT,
                                                "  %-24s %5d %7.2f",
                                                rule,
                                                found,
                                                alarms.per10k(found))));
        line(
                format(
                        Locale.ROOT,
                        "  %-30s %7.2f per 10,000 words",
                        "formats without dates",
                        alarms.formats()));
    }
}
