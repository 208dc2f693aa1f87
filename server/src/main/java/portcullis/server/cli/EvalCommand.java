package portcullis.server.cli;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import portcullis.privacy.Inspection;
import portcullis.server.accuracy.Accuracy;
import portcullis.server.accuracy.AccuracyJson;
import portcullis.server.accuracy.AccuracyPage;
import portcullis.server.accuracy.AccuracyTable;
import portcullis.server.accuracy.Speed;
import portcullis.server.accuracy.SpeedPage;

/** Measurements that a person repeats: how well the built-in rules do on labelled texts. */
final class EvalCommand {
    private EvalCommand() {}

    static Object[] commands(Desk desk) {
        return new Object[] {new Phi(desk), new SpeedOf(desk)};
    }

    /** Recall, false alarms and disguises over labelled sets. */
    @Command(
            name = "phi",
            mixinStandardHelpOptions = true,
            description = {
                "Measures the finding of protected information over labelled texts: per type the"
                        + " values touched and covered, the exact one-sided 95 % lower bound of the"
                        + " share covered, findings where there is nothing, F2 in running text,"
                        + " disguises, and alarms in unlabelled clinical text.",
                "A set is a file of JSON lines: text, spans (start, end, type), scope, group,"
                        + " disguise. Sets that are not there are left out."
            })
    static final class Phi implements Callable<Integer> {
        private final Desk desk;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description =
                        "Folder with the sets, or with a folder phi that holds them; default is the"
                                + " variable PORTCULLIS_TESTDATA.")
        private String data = "";

        @Option(names = "--json", description = "One JSON object instead of a table.")
        private boolean json;

        @Option(
                names = "--strict-names",
                description = "With strict names, as for what the server sends to a model.")
        private boolean strict;

        @Option(
                names = "--page",
                description = "The page docs/reference/screening-accuracy.md instead of a table.")
        private boolean page;

        Phi(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            String named = data.isEmpty() ? desk.environment().get("PORTCULLIS_TESTDATA") : data;
            if (named == null || Accuracy.SETS.stream().noneMatch(set -> has(folder(named), set))) {
                desk.terminal().note("No labelled set is there; name its folder with --data.");
                return Exits.USAGE;
            }
            try {
                show(Accuracy.measure(folder(named), inspection()));
                return Exits.OK;
            } catch (UncheckedIOException unreadable) {
                desk.terminal().note("A set cannot be read as UTF-8 lines of JSON.");
                return Exits.FAILED;
            }
        }

        private Inspection inspection() {
            return strict ? Inspection.strictNames(Set.of()) : Inspection.firstWidth();
        }

        static Path folder(String named) {
            Path folder = Path.of(named);
            return Files.isDirectory(folder.resolve("phi")) ? folder.resolve("phi") : folder;
        }

        private static boolean has(Path folder, String set) {
            return Files.isRegularFile(folder.resolve(set + ".jsonl"));
        }

        private void show(Accuracy accuracy) {
            if (json) {
                desk.terminal().say(AccuracyJson.of(accuracy));
            } else if (page) {
                desk.terminal().say(AccuracyPage.of(accuracy).stripTrailing());
            } else {
                AccuracyTable.of(accuracy).forEach(desk.terminal()::say);
            }
        }
    }

    /** The engine's speed beside the plain loop over its patterns. */
    @Command(
            name = "speed",
            mixinStandardHelpOptions = true,
            description =
                    "Measures how fast texts are read, beside a plain loop over all patterns (some"
                            + " minutes); exit code 1 when the two find different things.")
    static final class SpeedOf implements Callable<Integer> {
        private final Desk desk;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "As for phi; without it the clinical text is invented.")
        private String data = "";

        SpeedOf(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            String named =
                    data.isEmpty()
                            ? desk.environment().getOrDefault("PORTCULLIS_TESTDATA", ".")
                            : data;
            List<Speed> speeds = Speed.measure(Phi.folder(named));
            desk.terminal().say(SpeedPage.of(speeds).stripTrailing());
            return speeds.stream().allMatch(speed -> speed.differences() == 0)
                    ? Exits.OK
                    : Exits.FAILED;
        }
    }
}
