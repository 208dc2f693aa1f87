package portcullis.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import portcullis.kernel.SensitiveText;
import portcullis.server.settings.Settings;

/** The memory of answers of a running server: filled before traffic comes, and looked at. */
final class CacheCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CacheCommand() {}

    static Object[] commands(Desk desk) {
        return new Object[] {new Warm(desk), new Report(desk)};
    }

    /** Where the server is and who asks. */
    static final class Caller {
        @Mixin private Configured configured = new Configured();

        @Option(names = "--port", paramLabel = "PORT", description = "Port of the server.")
        private String port = "";

        @Option(
                names = "--key-file",
                required = true,
                paramLabel = "FILE",
                description = "File that holds an API key, alone.")
        private String keyFile = "";

        int with(Desk desk, Work work) {
            Map<String, String> flags = port.isEmpty() ? Map.of() : Map.of("server.port", port);
            return desk.with(configured, flags, settings -> done(desk, settings, work));
        }

        private int done(Desk desk, Settings settings, Work work) {
            try {
                String key = Files.readString(Path.of(keyFile), StandardCharsets.UTF_8).strip();
                return work.with(LocalCall.to(settings.server(), SensitiveText.of(key)));
            } catch (IOException trouble) {
                desk.terminal().note("A file cannot be read, or no server answers there.");
                return Exits.FAILED;
            }
        }
    }

    /** Something done with a server. */
    @FunctionalInterface
    interface Work {
        int with(LocalCall server) throws IOException;
    }

    /** Asks questions, so that their answers are remembered. */
    @Command(
            name = "warm",
            mixinStandardHelpOptions = true,
            description =
                    "Asks a running server the questions of a file, one in each line: a text, or a"
                            + " whole body of /v1/chat/completions. They are screened, paid and"
                            + " audited like all others. Exit code 1 when one is refused.")
    static final class Warm implements Callable<Integer> {
        private final Desk desk;

        @Mixin private Caller caller = new Caller();

        @Option(
                names = "--model",
                defaultValue = "default",
                paramLabel = "MODEL",
                description = "Model that texts are asked to (default: default).")
        private String model = "";

        @Parameters(paramLabel = "FILE", description = "The questions.")
        private String file = "";

        Warm(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            return caller.with(desk, this::warm);
        }

        private int warm(LocalCall server) throws IOException {
            Map<String, Integer> outcomes = new TreeMap<>();
            for (String line : Files.readAllLines(Path.of(file), StandardCharsets.UTF_8)) {
                if (!line.isBlank()) {
                    LocalCall.Heard heard = server.post("/v1/chat/completions", body(line.strip()));
                    outcomes.merge(outcome(heard), 1, Integer::sum);
                }
            }
            outcomes.forEach((outcome, count) -> desk.terminal().say(outcome + ": " + count));
            return outcomes.keySet().stream().anyMatch(one -> one.startsWith("refused"))
                    ? Exits.FAILED
                    : Exits.OK;
        }

        private String body(String line) {
            if (line.startsWith("{")) {
                return line;
            }
            ObjectNode body = JSON.createObjectNode().put("model", model);
            body.putArray("messages").addObject().put("role", "user").put("content", line);
            return body.toString();
        }

        private static String outcome(LocalCall.Heard heard) {
            if (heard.status() != 200) {
                return "refused with " + heard.status();
            }
            return switch (heard.headers().getOrDefault("x-portcullis-cache", "off")) {
                case "hit", "joined" -> "known before";
                case "miss" -> "asked";
                default -> "asked, and not to be remembered";
            };
        }
    }

    /** Shows what is asked most often. */
    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description =
                    "Shows what is asked a running server most often, by marks that say nothing of"
                            + " the questions, and how often a remembered answer was given.")
    static final class Report implements Callable<Integer> {
        private final Desk desk;

        @Mixin private Caller caller = new Caller();

        @Option(
                names = "--limit",
                defaultValue = "20",
                paramLabel = "N",
                description = "How many (default 20).")
        private int limit;

        Report(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            return caller.with(desk, this::report);
        }

        private int report(LocalCall server) throws IOException {
            LocalCall.Heard heard = server.get("/api/v1/cache/patterns?limit=" + limit);
            if (heard.status() != 200) {
                desk.terminal().note("The server refused with " + heard.status() + ".");
                return Exits.FAILED;
            }
            desk.terminal().say(String.join("\t", List.of("mark", "asked", "free", "model")));
            for (JsonNode one : JSON.readTree(heard.body()).path("patterns")) {
                desk.terminal().say(row(one));
            }
            return Exits.OK;
        }

        private static String row(JsonNode one) {
            long asked = Math.max(1, one.path("asked").asLong());
            double free = 100.0 * one.path("free").asLong() / asked;
            return String.join(
                    "\t",
                    one.path("mark").asText(),
                    one.path("asked").asText(),
                    String.format(Locale.ROOT, "%.0f %%", free),
                    one.path("model").asText());
        }
    }
}
