package portcullis.server.accuracy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;

/**
 * Findings in texts without labels, most of which hold no identifier: candidates for false alarms.
 *
 * @param words words read
 * @param rules findings by rule id
 * @param kinds findings by the kind that names them
 */
record Alarms(long words, Map<String, Integer> rules, Map<EntityType, Integer> kinds) {
    static Alarms of(List<Examined> all) {
        long words = 0;
        Map<String, Integer> rules = new TreeMap<>();
        Map<EntityType, Integer> kinds = new TreeMap<>();
        for (Examined one : all) {
            words += one.row().text().split("\\s+").length;
            for (Finding finding : one.findings()) {
                rules.merge(finding.rule(), 1, Integer::sum);
                kinds.merge(finding.types().iterator().next(), 1, Integer::sum);
            }
        }
        return new Alarms(words, rules, kinds);
    }

    /** Findings in ten thousand words. */
    double per10k(int findings) {
        return words == 0 ? 0 : findings * 10_000.0 / words;
    }

    /** Format rules without dates, names and places: the budget of SCR-51 is 2 in 10,000 words. */
    double formats() {
        return per10k(
                kinds.entrySet().stream()
                        .filter(entry -> !isOther(entry.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .sum());
    }

    private static boolean isOther(EntityType kind) {
        return kind == EntityType.DATE || kind == EntityType.PERSON || kind == EntityType.PLACE;
    }
}
