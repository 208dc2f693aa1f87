package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

/**
 * Requests with an invented value planted in one of their parts, in every dialect. A part that a
 * dialect does not know is planted as a field of that name, as a caller would who did not know.
 */
final class Planted {
    /** Nobody has this number. */
    static final String VALUE = "219-09-9999";

    private static final String TEXT = "\"SSN " + VALUE + "\"";
    private static final Set<String> MESSAGES_MEDIA = Set.of("image", "document");
    private static final String IMAGE =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";

    private static final String USER = turn("user", "\"hello\"");

    private Planted() {}

    /** A request of this dialect that holds the value in this part. */
    static Raw in(Dialect dialect, RequestPart part, boolean streamed) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("anthropic-version", "2023-06-01");
        if (part == RequestPart.HEADERS) {
            headers.put("anthropic-beta", "ssn-219099999");
        }
        Map<String, String> fields = usual(dialect);
        if (streamed) {
            fields.put("stream", "true");
        }
        switch (dialect) {
            case OPENAI_CHAT -> chat(part, fields);
            case OPENAI_RESPONSES -> responses(part, fields);
            case OPENAI_EMBEDDINGS -> embeddings(part, fields);
            case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT -> messages(part, fields);
        }
        return raw(dialect, object(fields), headers);
    }

    /** The same request, the value in a shape that no dialect knows. */
    static Raw shapeless(Raw raw) {
        String body = new String(raw.body(), UTF_8).replace(TEXT, "{\"hologram\":[" + TEXT + "]}");
        return new Raw(
                raw.request(), raw.dialect(), body.getBytes(UTF_8), raw.headers(), raw.deadline());
    }

    private static Raw raw(Dialect dialect, String body, Map<String, String> headers) {
        Map<String, SensitiveText> sent = new LinkedHashMap<>();
        headers.forEach((name, value) -> sent.put(name, SensitiveText.of(value)));
        return new Raw(RequestId.random(), dialect, body.getBytes(UTF_8), sent, Optional.empty());
    }

    private static Map<String, String> usual(Dialect dialect) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("model", "\"default\"");
        switch (dialect) {
            case OPENAI_CHAT -> fields.put("messages", list(turn("user", "\"hello\"")));
            case OPENAI_RESPONSES, OPENAI_EMBEDDINGS -> fields.put("input", "\"hello\"");
            case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT -> {
                fields.put("max_tokens", "64");
                fields.put("messages", list(turn("user", "\"hello\"")));
            }
        }
        return fields;
    }

    private static void chat(RequestPart part, Map<String, String> fields) {
        switch (part) {
            case TOOL_DEFINITION -> fields.put("tools", list(function("\"description\":" + TEXT)));
            case SCHEMA -> fields.put("tools", list(function("\"parameters\":" + enumeration())));
            case METADATA -> fields.put("metadata", "{\"note\":" + TEXT + "}");
            case STOP -> fields.put("stop", "[" + TEXT + "]");
            case HEADERS, UNKNOWN -> fields.put("x_unknown", "[[{\"deep\":" + TEXT + "}]]");
            case SYSTEM, HISTORY, USER, ASSISTANT, ARGUMENTS, RESULT, IMAGE, AUDIO, FILE ->
                    fields.put("messages", chatTurns(part));
        }
    }

    private static String chatTurns(RequestPart part) {
        return switch (part) {
            case SYSTEM -> list(turn("system", TEXT), USER);
            case HISTORY -> list(turn("user", TEXT), turn("assistant", "\"ok\""), USER);
            case USER -> list(turn("user", TEXT));
            case ASSISTANT -> list(turn("assistant", TEXT), USER);
            case ARGUMENTS -> list(chatCall(quoted(arguments())), USER);
            case RESULT ->
                    list(
                            chatCall("\"{}\""),
                            "{\"role\":\"tool\",\"tool_call_id\":\"call_a\",\"content\":"
                                    + TEXT
                                    + "}");
            case IMAGE -> list(turn("user", part("image_url", url())));
            case AUDIO -> list(turn("user", part("input_audio", "{\"data\":" + TEXT + "}")));
            case FILE -> list(turn("user", part("file", "{\"filename\":" + TEXT + "}")));
            case TOOL_DEFINITION, METADATA, SCHEMA, STOP, HEADERS, UNKNOWN -> list(USER);
        };
    }

    private static void responses(RequestPart part, Map<String, String> fields) {
        switch (part) {
            case SYSTEM -> fields.put("instructions", TEXT);
            case TOOL_DEFINITION -> fields.put("tools", list(tool("\"description\":" + TEXT)));
            case SCHEMA -> fields.put("tools", list(tool("\"parameters\":" + enumeration())));
            case METADATA -> fields.put("metadata", "{\"note\":" + TEXT + "}");
            case STOP -> fields.put("stop", "[" + TEXT + "]");
            case HEADERS, UNKNOWN -> fields.put("x_unknown", "[[{\"deep\":" + TEXT + "}]]");
            case HISTORY, USER, ASSISTANT, ARGUMENTS, RESULT, IMAGE, AUDIO, FILE ->
                    fields.put("input", items(part));
        }
    }

    private static String items(RequestPart part) {
        return switch (part) {
            case HISTORY -> list(turn("user", TEXT), USER);
            case USER -> TEXT;
            case ASSISTANT -> list(turn("assistant", TEXT), USER);
            case ARGUMENTS ->
                    list(
                            "{\"type\":\"function_call\",\"call_id\":\"call_a\",\"name\":\"f\","
                                    + "\"arguments\":"
                                    + quoted(arguments())
                                    + "}",
                            USER);
            case RESULT ->
                    list(
                            "{\"type\":\"function_call_output\",\"call_id\":\"call_a\",\"output\":"
                                    + TEXT
                                    + "}");
            case IMAGE -> list(turn("user", part("input_image", url())));
            case AUDIO -> list(turn("user", part("input_audio", TEXT)));
            case FILE -> list(turn("user", part("input_file", TEXT)));
            case SYSTEM, TOOL_DEFINITION, METADATA, SCHEMA, STOP, HEADERS, UNKNOWN -> list(USER);
        };
    }

    private static void messages(RequestPart part, Map<String, String> fields) {
        String tool = "[{\"name\":\"f\",";
        switch (part) {
            case SYSTEM -> fields.put("system", TEXT);
            case TOOL_DEFINITION ->
                    fields.put(
                            "tools", tool + "\"description\":" + TEXT + ",\"input_schema\":{}}]");
            case SCHEMA -> fields.put("tools", tool + "\"input_schema\":" + enumeration() + "}]");
            case METADATA -> fields.put("metadata", "{\"user_id\":" + TEXT + "}");
            case STOP -> fields.put("stop_sequences", "[" + TEXT + "]");
            case HEADERS -> {
                // stands in no field
            }
            case UNKNOWN -> fields.put("x_unknown", "[[{\"deep\":" + TEXT + "}]]");
            case HISTORY, USER, ASSISTANT, ARGUMENTS, RESULT, IMAGE, AUDIO, FILE ->
                    fields.put("messages", messagesTurns(part));
        }
    }

    private static String messagesTurns(RequestPart part) {
        return switch (part) {
            case HISTORY -> list(turn("user", TEXT), turn("assistant", "\"ok\""), USER);
            case USER -> list(turn("user", TEXT));
            case ASSISTANT -> list(turn("assistant", TEXT), USER);
            case ARGUMENTS ->
                    list(turn("assistant", block("tool_use", "input", arguments())), USER);
            case RESULT -> list(turn("user", block("tool_result", "content", TEXT)));
            case IMAGE ->
                    list(
                            turn(
                                    "user",
                                    part("image", "{\"type\":\"base64\",\"data\":" + TEXT + "}")));
            case AUDIO -> list(turn("user", part("audio", TEXT)));
            case FILE ->
                    list(turn("user", part("document", "{\"type\":\"url\",\"url\":" + TEXT + "}")));
            case SYSTEM, TOOL_DEFINITION, METADATA, SCHEMA, STOP, HEADERS, UNKNOWN -> list(USER);
        };
    }

    private static String block(String type, String field, String value) {
        String id = type.equals("tool_use") ? "\"name\":\"f\",\"id\"" : "\"tool_use_id\"";
        return "[{\"type\":\""
                + type
                + "\","
                + id
                + ":\"toolu_a\",\""
                + field
                + "\":"
                + value
                + "}]";
    }

    private static String enumeration() {
        return "{\"enum\":[" + TEXT + "]}";
    }

    /** Vectors are asked for with texts; everything else is a field that nobody knows. */
    private static void embeddings(RequestPart part, Map<String, String> fields) {
        switch (part) {
            case USER -> fields.put("input", "[" + TEXT + ",\"hello\"]");
            case METADATA -> fields.put("user", TEXT);
            case IMAGE -> fields.put("input", "[\"" + IMAGE + "\"]");
            case SYSTEM,
                    HISTORY,
                    ASSISTANT,
                    TOOL_DEFINITION,
                    ARGUMENTS,
                    RESULT,
                    AUDIO,
                    FILE,
                    SCHEMA,
                    STOP,
                    HEADERS,
                    UNKNOWN ->
                    fields.put("x_" + part.name(), "[[{\"deep\":" + TEXT + "}]]");
        }
    }

    private static String turn(String role, String content) {
        return "{\"role\":\"" + role + "\",\"content\":" + content + "}";
    }

    private static String list(String... parts) {
        return "[" + String.join(",", parts) + "]";
    }

    private static String function(String more) {
        return "{\"type\":\"function\",\"function\":{\"name\":\"f\"," + more + "}}";
    }

    private static String tool(String more) {
        return "{\"type\":\"function\",\"name\":\"f\"," + more + "}";
    }

    private static String chatCall(String arguments) {
        return "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_a\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":"
                + arguments
                + "}}]}";
    }

    private static String part(String type, String value) {
        String field = MESSAGES_MEDIA.contains(type) ? "source" : type;
        return "[{\"type\":\"" + type + "\",\"" + field + "\":" + value + "}]";
    }

    private static String url() {
        return "{\"url\":\"" + IMAGE + "\"}";
    }

    private static String arguments() {
        return "{\"note\":" + TEXT + "}";
    }

    private static String quoted(String text) {
        return new String(JsonText.quoted(text), UTF_8);
    }

    private static String object(Map<String, String> fields) {
        StringBuilder body = new StringBuilder("{");
        fields.forEach(
                (name, value) ->
                        body.append(body.length() > 1 ? "," : "")
                                .append('"')
                                .append(name)
                                .append("\":")
                                .append(value));
        return body.append('}').toString();
    }
}
