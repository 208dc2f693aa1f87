package portcullis.testkit.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A script as a file: {@code {"turns": [TURN…], "always": TURN}}. A TURN has one of {@code echo:
 * true}, {@code says: TEXT}, {@code words: N}, {@code error: STATUS}, and may have {@code
 * beforeHeadMicros}, {@code beforeFirstMicros}, {@code betweenMicros}, {@code splitEvery}, {@code
 * fault}, {@code faultAfter}, {@code usage: false}, {@code headers: {…}}. Other names are refused.
 */
record Script(List<Turn> turns, Optional<Turn> always) {
    private static final Set<String> KNOWN =
            Set.of(
                    "echo",
                    "says",
                    "words",
                    "error",
                    "beforeHeadMicros",
                    "beforeFirstMicros",
                    "betweenMicros",
                    "splitEvery",
                    "fault",
                    "faultAfter",
                    "usage",
                    "headers");

    static Script read(Path file) throws IOException {
        return of(new ObjectMapper().readTree(file.toFile()));
    }

    static Script of(JsonNode root) {
        refuseOthers(root, Set.of("turns", "always"));
        List<Turn> turns = new ArrayList<>();
        root.path("turns").forEach(turn -> turns.add(turn(turn)));
        return new Script(turns, Optional.ofNullable(root.get("always")).map(Script::turn));
    }

    void load(SimulatedProvider provider) {
        provider.script(turns.toArray(Turn[]::new));
        always.ifPresent(provider::always);
    }

    static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        if (arguments.length % 2 != 0
                || !Set.of("--port", "--script").containsAll(options.keySet())) {
            throw new IllegalArgumentException("usage: [--port N] [--script FILE]");
        }
        return options;
    }

    private static Turn turn(JsonNode node) {
        refuseOthers(node, KNOWN);
        Turn turn =
                saying(node)
                        .with(pace(node))
                        .splitEvery(node.path("splitEvery").asInt(0))
                        .with(
                                Fault.valueOf(node.path("fault").asText(Fault.NONE.name())),
                                node.path("faultAfter").asInt(-1));
        for (Map.Entry<String, JsonNode> header : node.path("headers").properties()) {
            turn = turn.header(header.getKey(), header.getValue().asText());
        }
        return node.path("usage").asBoolean(true) ? turn : turn.withoutUsage();
    }

    private static Turn saying(JsonNode node) {
        if (node.has("says")) {
            return Turn.says(node.path("says").asText());
        }
        if (node.has("words")) {
            return Turn.words(node.path("words").asInt());
        }
        return node.has("error")
                ? Turn.error(node.path("error").asInt(), "scripted", "scripted")
                : Turn.echo();
    }

    private static Pace pace(JsonNode node) {
        return new Pace(
                micros(node, "beforeHeadMicros"),
                micros(node, "beforeFirstMicros"),
                micros(node, "betweenMicros"));
    }

    private static Duration micros(JsonNode node, String name) {
        return Duration.ofNanos(1_000 * node.path(name).asLong(0));
    }

    private static void refuseOthers(JsonNode node, Set<String> known) {
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw new IllegalArgumentException("unknown in a script: " + name);
                            }
                        });
    }
}
