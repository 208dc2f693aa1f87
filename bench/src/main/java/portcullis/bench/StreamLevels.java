package portcullis.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import portcullis.kernel.SpeaksToThePerson;

/** Paced streams at every level, the gateways one after the other, the vendor itself first. */
final class StreamLevels {
    /** What a gateway did at a level, over all passes. */
    record Result(
            int open,
            int whole,
            int failed,
            long lost,
            long repeated,
            Histogram firstToken,
            Histogram gaps,
            long residentMiB) {

        private static Result of(List<StreamCrowd.Outcome> passes) {
            Histogram firstToken = new Histogram();
            Histogram gaps = new Histogram();
            passes.forEach(pass -> firstToken.add(pass.firstToken()));
            passes.forEach(pass -> gaps.add(pass.gaps()));
            return new Result(
                    passes.stream().mapToInt(StreamCrowd.Outcome::open).max().orElse(0),
                    passes.stream().mapToInt(StreamCrowd.Outcome::whole).sum(),
                    passes.stream().mapToInt(StreamCrowd.Outcome::failed).sum(),
                    passes.stream().mapToLong(StreamCrowd.Outcome::lost).sum(),
                    passes.stream().mapToLong(StreamCrowd.Outcome::repeated).sum(),
                    firstToken,
                    gaps,
                    passes.stream().mapToLong(StreamCrowd.Outcome::residentMiB).max().orElse(0));
        }
    }

    private final Map<Level, Map<String, List<StreamCrowd.Outcome>>> seen = new LinkedHashMap<>();
    private final Plan plan;
    private final Words words;

    StreamLevels(Plan plan, Words words) {
        this.plan = plan;
        this.words = words;
    }

    @SpeaksToThePerson
    void run(List<Subject> subjects) throws IOException {
        for (Level level : plan.levels()) {
            if (!fits(level)) {
                System.err.println(leftOut(level));
                continue;
            }
            // Levels that take longer than a few seconds run once: they hold enough streams.
            int passes = level.streams() > 512 ? 1 : plan.passes();
            for (int pass = 0; pass < passes; pass++) {
                for (Subject subject : subjects) {
                    listen(subject, level);
                }
            }
        }
    }

    @SpeaksToThePerson
    private void listen(Subject subject, Level level) throws IOException {
        try (StreamCrowd crowd = new StreamCrowd(subject, level, words)) {
            StreamCrowd.Outcome outcome = crowd.run();
            seen.computeIfAbsent(level, key -> new LinkedHashMap<>())
                    .computeIfAbsent(subject.name(), key -> new ArrayList<>())
                    .add(outcome);
            System.err.printf(
                    Locale.ROOT,
                    "streams %4d %-11s %4d open, %4d whole, %d failed, %d lost, %d twice, first token"
                            + " p50 %.2f ms, p99 %.2f ms, %d MiB%n",
                    level.streams(),
                    subject.name(),
                    outcome.open(),
                    outcome.whole(),
                    outcome.failed(),
                    outcome.lost(),
                    outcome.repeated(),
                    outcome.firstToken().millis(0.5),
                    outcome.firstToken().millis(0.99),
                    outcome.residentMiB());
        }
    }

    static boolean fits(Level level) {
        return Machine.openFiles() >= level.files();
    }

    static String leftOut(Level level) {
        return String.format(
                Locale.ROOT,
                "%d streams were left out: they need `ulimit -n %d` and this shell allows %d.",
                level.streams(),
                level.files(),
                Machine.openFiles());
    }

    Result result(Level level, String subject) {
        return Result.of(seen.getOrDefault(level, Map.of()).getOrDefault(subject, List.of()));
    }
}
