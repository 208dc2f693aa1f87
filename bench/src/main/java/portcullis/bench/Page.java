package portcullis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The results of a gateway run as a page in Markdown, with pictures beside it. */
final class Page {
    private static final List<String> GATEWAYS =
            List.of(Subject.NGINX, Subject.PORTCULLIS, Subject.NPM);

    private final Plan plan;
    private final Rounds rounds;
    private final Frontier frontier;
    private final StreamLevels streams;
    private final StringBuilder page = new StringBuilder();

    Page(Plan plan, Rounds rounds, Frontier frontier, StreamLevels streams) {
        this.plan = plan;
        this.rounds = rounds;
        this.frontier = frontier;
        this.streams = streams;
    }

    String text() {
        preface();
        say("\n## One JSON answer, 32 clients\n");
        crowd(Shape.JSON);
        say("\n## A stream of 64 events at once, 32 clients\n");
        crowd(Shape.SSE);
        alone();
        frontier();
        streams();
        return page.toString();
    }

    private void preface() {
        say("# Gateway load run\n");
        say(
                "Written by `./portcullis bench gateway` (about eight minutes; `--quick` takes two and a");
        say("half and prints only). Memory over time: `./portcullis bench soak [MINUTES]`.\n");
        say("%s\n", Machine.facts());
        say(
                "Provider, load generators and gateways share these cores, so only ratios within one run");
        say(
                "mean something. Screening, cache look-up, limits and audit are on; every prompt is 1 KB");
        say(
                "and new, which the run checks at its beginning and in every answer of the open loop. First,");
        say(
                "Portcullis is warmed up with %d s of load of every kind, the others for a sixth of it.",
                plan.warmSeconds());
        say("Rounds are interleaved; figures are medians of %d rounds.", plan.rounds());
    }

    private void crowd(Shape shape) {
        say(
                "| | requests/s | ratio to nginx | ratio to npm gateway | p99 ms | CPU µs per request | errors |");
        say("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        double floor = rate(Subject.NGINX, shape);
        double peer = rate(Subject.NPM, shape);
        for (String name : GATEWAYS) {
            double rate = rate(name, shape);
            say(
                    "| %s | %.0f | %.3f | %.1f | %.1f | %.0f | %d |",
                    name,
                    rate,
                    rate / floor,
                    rate / peer,
                    rounds.median(name, shape, Rounds.CROWD, Sample::p99Micros) / 1000,
                    rounds.median(name, shape, Rounds.CROWD, Sample::cpuMicros),
                    rounds.errors(name, shape));
        }
        if (shape == Shape.JSON) {
            say(
                    "\nThe embedded database of Portcullis used a further %.0f µs per request (audit"
                            + " intent and receipt; both shapes).",
                    rounds.databaseMicros());
        }
    }

    private double rate(String name, Shape shape) {
        return rounds.median(name, shape, Rounds.CROWD, Sample::perSecond);
    }

    private void alone() {
        say("\n## Added latency at one client\n");
        say(
                "One client in a closed loop. Added: the percentile minus that of the provider itself.\n");
        say(
                "| | JSON p50 ms | p99 ms | added p50 | added p99 | stream p50 ms | p99 ms | added p50 | added p99 |");
        say("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (String name :
                List.of(Subject.DIRECT, Subject.NGINX, Subject.PORTCULLIS, Subject.NPM)) {
            say("| %s | %s | %s |", name, alone(name, Shape.JSON), alone(name, Shape.SSE));
        }
    }

    private String alone(String name, Shape shape) {
        double p50 = rounds.median(name, shape, 1, Sample::p50Micros) / 1000;
        double p99 = rounds.median(name, shape, 1, Sample::p99Micros) / 1000;
        return String.format(
                Locale.ROOT,
                "%.2f | %.2f | %.2f | %.2f",
                p50,
                p99,
                p50 - rounds.median(Subject.DIRECT, shape, 1, Sample::p50Micros) / 1000,
                p99 - rounds.median(Subject.DIRECT, shape, 1, Sample::p99Micros) / 1000);
    }

    private void frontier() {
        say("\n## Throughput frontier\n");
        say("JSON answers per second in an open loop: requests leave at a fixed rate over 256");
        say(
                "connections, latency counts from the time a request was due, steps of %.0f s. The",
                plan.stepSeconds());
        say("highest rate whose p99 stayed below the bound, without errors; – when no step did.");
        say(
                "The generator shares the cores and looks every 20 to 80 µs, so nginx could do more.\n");
        say("| | p99 < 1 ms | < 5 ms | < 10 ms | < 50 ms |");
        say("| --- | ---: | ---: | ---: | ---: |");
        for (String name : GATEWAYS) {
            StringBuilder row = new StringBuilder();
            for (int bound : Frontier.BOUNDS) {
                OptionalDouble rate = Frontier.highest(frontier.steps(name), bound);
                row.append(" | ").append(rate.isPresent() ? whole(rate.getAsDouble()) : "–");
            }
            say("| %s%s |", name, row);
        }
        say("\n![p99 against rate](plots/frontier.svg)");
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private void streams() {
        say("\n## Paced streams\n");
        say("A vendor sends numbered tokens at a pace; every token is checked. Time to the first");
        say("token counts from when the stream was due, its connection included; added: minus the");
        say("vendor itself. The vendor tells its first token at once.");
        for (Level level : plan.levels()) {
            say(
                    "\n### %d open: an event every %d ms, %d events\n",
                    level.streams(), level.pace().millis(), level.pace().events());
            if (StreamLevels.fits(level)) {
                level(level);
            } else {
                say("%s", StreamLevels.leftOut(level));
            }
        }
        say("\n![time to first token](plots/first-token.svg)");
    }

    private void level(Level level) {
        say(
                "| | most open | whole | failed | lost tokens | repeated | first token p50 ms | p99 ms"
                        + " | added p50 | added p99 | gap p99 ms | resident MiB |");
        say("| --- |%s", " ---: |".repeat(11));
        StreamLevels.Result direct = streams.result(level, Subject.DIRECT);
        for (String name :
                List.of(Subject.DIRECT, Subject.NGINX, Subject.PORTCULLIS, Subject.NPM)) {
            StreamLevels.Result seen = streams.result(level, name);
            say(
                    "| %s | %d | %d | %d | %d | %d | %.2f | %.2f | %.2f | %.2f | %.1f | %s |",
                    name,
                    seen.open(),
                    seen.whole(),
                    seen.failed(),
                    seen.lost(),
                    seen.repeated(),
                    seen.firstToken().millis(0.5),
                    seen.firstToken().millis(0.99),
                    seen.firstToken().millis(0.5) - direct.firstToken().millis(0.5),
                    seen.firstToken().millis(0.99) - direct.firstToken().millis(0.99),
                    seen.gaps().millis(0.99),
                    name.equals(Subject.DIRECT) ? "–" : Long.toString(seen.residentMiB()));
        }
    }

    /** Writes the pictures into a folder. */
    void plots(Path folder) throws IOException {
        Plot rates = Plot.of("p99 at a fixed rate", "requests/s", "p99 ms", Plot.Scale.LOGARITHMIC);
        Plot first =
                Plot.of("Time to first token, p50", "open streams", "ms", Plot.Scale.LOGARITHMIC);
        for (String name : GATEWAYS) {
            rates.line(
                    name,
                    frontier.steps(name).stream()
                            .map(step -> new Plot.Point(step.perSecond(), step.p99()))
                            .toList());
            first.line(
                    name,
                    plan.levels().stream()
                            .filter(StreamLevels::fits)
                            .map(
                                    level ->
                                            new Plot.Point(
                                                    level.streams(),
                                                    streams.result(level, name)
                                                            .firstToken()
                                                            .millis(0.5)))
                            .toList());
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("frontier.svg"), rates.svg());
        Files.writeString(folder.resolve("first-token.svg"), first.svg());
    }

    // The annotation that it wants is not among the dependencies; every format is a literal here.
    @SuppressWarnings("AnnotateFormatMethod")
    private void say(String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
