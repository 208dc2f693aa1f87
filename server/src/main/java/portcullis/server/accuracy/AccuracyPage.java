package portcullis.server.accuracy;

import java.util.Locale;
import java.util.Map;

/** Figures as a page in Markdown. */
public final class AccuracyPage {
    private final StringBuilder page = new StringBuilder();

    private AccuracyPage() {}

    /** The page {@code docs/reference/screening-accuracy.md}. */
    public static String of(Accuracy accuracy) {
        AccuracyPage page = new AccuracyPage();
        page.preface(accuracy);
        accuracy.values().forEach(page::values);
        page.running(accuracy);
        page.disguises(accuracy.disguises());
        page.alarms(accuracy.alarms());
        return page.page.toString();
    }

    private void preface(Accuracy accuracy) {
        page.append(
                """
                # Accuracy of screening

                Written by `portcullis eval phi --page` over the labelled sets of the test data and over invented values
                (seed 20260101, 800 of each type, half of them beside a keyword). *Touched*: a finding holds at least one
                character. *Covered*: no letter and no digit of the value is left. *Typed*: a finding of the right kind.
                *Bound*: exact one-sided 95 % lower bound of the share covered (Clopper and Pearson). *Clean* texts hold no value
                of the type: wrong shapes, failed check digits; of these *blocked* have a finding of the kind in the medium or
                high band, *high* in the high band. A type with fewer than 299 values cannot reach a bound of 0.99.

                """);
        page.append("Texts that were refused instead of read: ").append(accuracy.refused());
        page.append(".\n");
    }

    private void values(String set, Map<String, ValueFigures> figures) {
        head(
                "Single values: `" + set + "`",
                "Type|Kind|All|Touched|Covered|Typed|Bound|Clean|Blocked|High");
        figures.forEach(
                (type, one) ->
                        row(
                                type,
                                one.kind().name(),
                                one.seen().all(),
                                one.seen().touched(),
                                one.seen().covered(),
                                one.seen().typed(),
                                one.seen().all() == 0 ? "" : share(one.seen().bound()),
                                one.clean(),
                                one.blocked(),
                                one.high()));
    }

    private void running(Accuracy accuracy) {
        head(
                "Running text: `research_templates`",
                "Kind|All|Touched|Covered|Typed|Exact|Extra|Precision|Recall|F2");
        accuracy.running().forEach((kind, one) -> running(kind.name(), one));
        running("all", TextFigures.sum(accuracy.running()));
    }

    private void running(String name, TextFigures one) {
        row(
                name,
                one.seen().all(),
                one.seen().touched(),
                one.seen().covered(),
                one.seen().typed(),
                one.exact(),
                one.extra(),
                share(one.precision()),
                share(one.recall()),
                share(one.f2()));
    }

    private void disguises(Map<String, Tally> disguises) {
        head("Disguises: `evasion_basic`", "Disguise|All|Touched|Covered");
        disguises.forEach(this::disguise);
        disguise("all", disguises.values().stream().reduce(Tally.NONE, Tally::plus));
    }

    private void disguise(String name, Tally one) {
        row(name, one.all(), one.touched(), one.covered());
    }

    private void alarms(Alarms alarms) {
        head("Alarms in unlabelled clinical text", "Rule|Findings|In 10,000 words");
        alarms.rules().forEach((rule, found) -> row(rule, found, share(alarms.per10k(found))));
        row("formats without dates, names and places", "", share(alarms.formats()));
        page.append("\nRead: ").append(alarms.words());
        page.append(" words. Most dates there are real ones. The budget of format rules is 2.\n");
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private void head(String title, String columns) {
        page.append("\n## ").append(title).append("\n\n| ");
        page.append(columns.replace("|", " | ")).append(" |\n");
        page.append(columns.replaceAll("[^|]+", " --- ").replaceAll("^|$", "|")).append("\n");
    }

    private void row(Object... cells) {
        for (Object cell : cells) {
            page.append("| ").append(cell).append(' ');
        }
        page.append("|\n");
    }
}
