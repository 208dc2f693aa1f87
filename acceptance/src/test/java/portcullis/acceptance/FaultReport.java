package portcullis.acceptance;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import portcullis.acceptance.FaultCall.Got;
import portcullis.acceptance.FaultSuiteTest.Seen;

/** The table of faults and what callers got. */
final class FaultReport {
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private static final class Row {
        private String ours = "";
        private String counts = "";
        private String other = "–";
    }

    private Row row(Scenario scenario, Spoken form) {
        String key = "| " + scenario.id() + " | " + scenario.does() + " | " + form.words() + " | ";
        return rows.computeIfAbsent(key, _ -> new Row());
    }

    void ours(Scenario scenario, Spoken form, Seen seen) {
        Row row = row(scenario, form);
        row.ours = words(seen.worst());
        row.counts = seen.toPrimary() + " + " + seen.toSecond();
    }

    void other(Scenario scenario, Spoken form, Got got) {
        row(scenario, form).other = words(got);
    }

    private static String words(Got got) {
        String outcome = got.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return outcome + ", " + got.millis() + " ms";
    }

    String page(boolean compared) {
        StringBuilder page = new StringBuilder("# Provider faults\n\n");
        page.append("Command: `./portcullis bench faults`. A first vendor fails, a second one is");
        page.append(" well; each row says what the caller got.\nA clear error is an error status");
        page.append(" or an error event without a mark of success. Limits in this run: first");
        page.append(" token 1 s,\nbetween events 1 s, in all 8 s.\n\n");
        page.append("| | The first vendor | Call | Portcullis | Requests to each vendor |");
        page.append(compared ? " npm gateway |\n" : "\n");
        page.append("| --- | --- | --- | --- | --- |").append(compared ? " --- |\n" : "\n");
        rows.forEach(
                (key, row) -> {
                    page.append(key).append(row.ours).append(" | ").append(row.counts);
                    page.append(compared ? " | " + row.other + " |\n" : " |\n");
                });
        return page.toString();
    }
}
