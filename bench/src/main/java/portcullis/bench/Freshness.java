package portcullis.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Makes sure that a run measures calls and not remembered answers: Portcullis must say {@code
 * x-portcullis-cache: miss} to new prompts, and its counter of hits must stay at zero.
 */
final class Freshness {
    private Freshness() {}

    /** Before a run: three new prompts must be news. */
    static void check(Subject portcullis, Shape shape, String model, Words words)
            throws IOException {
        Prompt prompt = new Prompt(portcullis, shape, model, words);
        for (int i = 0; i < 3; i++) {
            Answer answer = Ask.prompt(prompt);
            String cache = answer.header("x-portcullis-cache").orElse("absent");
            if (answer.status() != 200 || !cache.equals("miss")) {
                throw new IOException(
                        "a new prompt was answered "
                                + answer.status()
                                + " with x-portcullis-cache: "
                                + cache
                                + "; figures of such a run would mean nothing");
            }
        }
    }

    /** After a run: Portcullis looked into its memory, and no prompt was answered from there. */
    static void checkStill(Subject portcullis) throws IOException {
        List<String> metrics = Ask.page(portcullis.address(Shape.JSON), "/metrics");
        double hits = sum(metrics, "cache_hits_total");
        double misses = sum(metrics, "cache_misses_total");
        if (hits != 0 || misses == 0) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "%.0f answers from memory and %.0f others: figures of such a run mean nothing",
                            hits,
                            misses));
        }
    }

    private static double sum(List<String> metrics, String name) {
        return metrics.stream()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
