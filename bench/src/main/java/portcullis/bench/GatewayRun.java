package portcullis.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import portcullis.kernel.SpeaksToThePerson;

/**
 * Compares Portcullis with nginx (pass-through, the floor) and the npm gateway in interleaved
 * rounds: throughput at 32 connections, latency at one, processor time per request. One machine, so
 * every figure is a median and only the ratios mean something.
 */
final class GatewayRun {
    private static final int ROUNDS = 3;
    private static final int SECONDS = 3;
    private static final int CROWD = 32;

    /** A counted round: how many clients asked what of whom. */
    private record Round(String subject, Shape shape, int clients, Sample sample) {}

    private final List<Round> rounds = new ArrayList<>();

    private GatewayRun() {}

    @SpeaksToThePerson
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        GatewayRun run = new GatewayRun();
        String report;
        try (Bench bench = new Bench(home)) {
            report = run.against(bench);
        }
        System.out.println(report);
        if (arguments.length > 1) {
            Files.writeString(Path.of(arguments[1]), report);
        }
    }

    @SpeaksToThePerson
    private String against(Bench bench) throws Exception {
        bench.startProvider();
        List<Subject> subjects =
                List.of(bench.nginxProxy(), bench.portcullis(), bench.npmGateway());
        Wrk wrk = new Wrk(bench.folder());
        double database = 0;
        long requests = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            for (Shape shape : Shape.values()) {
                for (Subject subject : subjects) {
                    double before = bench.databaseSeconds();
                    Sample crowd =
                            wrk.round(subject, shape, CROWD, round == 0 ? 3 * SECONDS : SECONDS);
                    if (round > 0 && subject.name().equals("portcullis")) {
                        database += bench.databaseSeconds() - before;
                        requests += Math.round(crowd.perSecond() * SECONDS);
                    }
                    Sample single = wrk.round(subject, shape, 1, 2);
                    System.err.printf(
                            Locale.ROOT,
                            "round %d %-4s %-11s %8.0f/s %6.0f us CPU, alone p50 %5.0f us, %d errors%n",
                            round,
                            shape,
                            subject.name(),
                            crowd.perSecond(),
                            crowd.cpuMicros(),
                            single.p50Micros(),
                            crowd.errors() + single.errors());
                    if (round > 0) {
                        rounds.add(new Round(subject.name(), shape, CROWD, crowd));
                        rounds.add(new Round(subject.name(), shape, 1, single));
                    }
                }
            }
        }
        return page(database * 1e6 / Math.max(1, requests), subjects);
    }

    private List<Sample> samples(String subject, Shape shape, int clients) {
        return rounds.stream()
                .filter(round -> round.subject().equals(subject))
                .filter(round -> round.shape() == shape && round.clients() == clients)
                .map(Round::sample)
                .toList();
    }

    private String page(double databaseMicros, List<Subject> subjects) {
        StringBuilder page = new StringBuilder();
        page.append(
                        "# Gateway load run\n\nCommand: `./portcullis bench gateway`. Interleaved rounds: ")
                .append(ROUNDS)
                .append(" of ")
                .append(SECONDS)
                .append(
                        " s each after one warm-up; a 1 KB prompt, new in every request; screening,\n")
                .append(
                        "cache look-up, limits and audit on. Medians. Provider, load generator and gateway share ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" cores, so only ratios mean something.\n")
                .append(Bench.firstLine("nginx", "-v"))
                .append("; npm gateway `@portkey-ai/gateway` 1.15.2; JDK ")
                .append(Runtime.version())
                .append(".\n");
        for (Shape shape : Shape.values()) {
            table(page, shape, subjects);
        }
        page.append(
                String.format(
                        Locale.ROOT,
                        "%nThe embedded database of Portcullis used a further %.0f µs per request (audit intent and"
                                + " receipt).%n",
                        databaseMicros));
        return page.toString();
    }

    private void table(StringBuilder page, Shape shape, List<Subject> subjects) {
        page.append("\n## ")
                .append(shape == Shape.JSON ? "One JSON answer" : "A stream of 64 events")
                .append(
                        "\n\n| | requests/s, 32 clients | ratio to nginx | ratio to npm gateway | p99 ms | CPU µs per"
                                + " request | one client p50 ms | p99 ms | errors |\n| --- | ---: | ---: | ---: | ---:"
                                + " | ---: | ---: | ---: | ---: |\n");
        double floor = rate("nginx", shape);
        double peer = rate("npm-gateway", shape);
        for (Subject subject : subjects) {
            List<Sample> crowd = samples(subject.name(), shape, CROWD);
            List<Sample> single = samples(subject.name(), shape, 1);
            page.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.0f | %.2f | %.1f | %.1f | %.0f | %.2f | %.2f | %d |%n",
                            subject.name(),
                            rate(subject.name(), shape),
                            rate(subject.name(), shape) / floor,
                            rate(subject.name(), shape) / peer,
                            Sample.median(crowd, Sample::p99Micros) / 1000,
                            Sample.median(crowd, Sample::cpuMicros),
                            Sample.median(single, Sample::p50Micros) / 1000,
                            Sample.median(single, Sample::p99Micros) / 1000,
                            crowd.stream().mapToLong(Sample::errors).sum()));
        }
    }

    private double rate(String subject, Shape shape) {
        return Sample.median(samples(subject, shape, CROWD), Sample::perSecond);
    }
}
