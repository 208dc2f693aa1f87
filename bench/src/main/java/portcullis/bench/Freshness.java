package portcullis.bench;

import java.io.IOException;
import java.util.List;

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

    /** In an open loop every answer says so itself. */
    static void check(OpenLoop.Outcome outcome) throws IOException {
        if (outcome.remembered() > 0) {
            throw stale(outcome.remembered());
        }
    }

    /** After a run: no prompt was answered from memory. */
    static void checkStill(Subject portcullis) throws IOException {
        List<String> hits =
                Ask.page(portcullis.address(Shape.JSON), "/metrics").stream()
                        .filter(line -> line.startsWith("cache_hits_total{"))
                        .toList();
        if (hits.isEmpty()) {
            throw new IOException("the metrics do not tell how many answers came from memory");
        }
        double sum =
                hits.stream()
                        .map(line -> line.substring(line.lastIndexOf(' ')))
                        .mapToDouble(Double::parseDouble)
                        .sum();
        if (sum != 0) {
            throw stale(Math.round(sum));
        }
    }

    private static IOException stale(long hits) {
        return new IOException(
                hits + " answers came from memory; figures of such a run mean nothing");
    }
}
