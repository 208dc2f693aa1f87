package portcullis.gateway.receive;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Map;

/** The types that fields of a chat request may have; {@code null} always means "not given". */
enum Shape {
    TEXT,
    FLAG,
    NUMBER,
    INTEGER,
    LIST,
    OBJECT,
    TEXT_OR_LIST,
    TEXT_OR_OBJECT;

    private static final Map<String, Shape> ROOT =
            Map.ofEntries(
                    Map.entry("model", TEXT),
                    Map.entry("messages", LIST),
                    Map.entry("stream", FLAG),
                    Map.entry("stream_options", OBJECT),
                    Map.entry("temperature", NUMBER),
                    Map.entry("top_p", NUMBER),
                    Map.entry("presence_penalty", NUMBER),
                    Map.entry("frequency_penalty", NUMBER),
                    Map.entry("max_tokens", INTEGER),
                    Map.entry("max_completion_tokens", INTEGER),
                    Map.entry("n", INTEGER),
                    Map.entry("seed", INTEGER),
                    Map.entry("top_logprobs", INTEGER),
                    Map.entry("logprobs", FLAG),
                    Map.entry("parallel_tool_calls", FLAG),
                    Map.entry("store", FLAG),
                    Map.entry("stop", TEXT_OR_LIST),
                    Map.entry("tools", LIST),
                    Map.entry("functions", LIST),
                    Map.entry("tool_choice", TEXT_OR_OBJECT),
                    Map.entry("response_format", OBJECT),
                    Map.entry("metadata", OBJECT),
                    Map.entry("logit_bias", OBJECT),
                    Map.entry("modalities", LIST),
                    Map.entry("user", TEXT));

    private static final Map<String, Shape> MESSAGE =
            Map.of(
                    "role", TEXT,
                    "content", TEXT_OR_LIST,
                    "name", TEXT,
                    "tool_call_id", TEXT,
                    "tool_calls", LIST);

    private static final Map<String, Shape> OPTIONS = Map.of("include_usage", FLAG);

    /** False when a known field of this place has a type it may not have. */
    static boolean fits(Place place, String name, JsonToken token) {
        Shape shape = known(place).get(name);
        return shape == null || token == JsonToken.VALUE_NULL || shape.accepts(token);
    }

    private static Map<String, Shape> known(Place place) {
        return switch (place) {
            case ROOT -> ROOT;
            case MESSAGE -> MESSAGE;
            case OPTIONS -> OPTIONS;
            case MESSAGES,
                    CONTENT,
                    PART,
                    TOOL_CALLS,
                    TOOL_CALL,
                    CALL,
                    TOOLS,
                    TOOL,
                    FUNCTION,
                    FORMAT,
                    SCHEMA,
                    NAMES,
                    FREE ->
                    Map.of();
        };
    }

    private boolean accepts(JsonToken token) {
        return switch (this) {
            case TEXT -> token == JsonToken.VALUE_STRING;
            case FLAG -> token.isBoolean();
            case NUMBER -> token.isNumeric();
            case INTEGER -> token == JsonToken.VALUE_NUMBER_INT;
            case LIST -> token == JsonToken.START_ARRAY;
            case OBJECT -> token == JsonToken.START_OBJECT;
            case TEXT_OR_LIST -> token == JsonToken.VALUE_STRING || token == JsonToken.START_ARRAY;
            case TEXT_OR_OBJECT ->
                    token == JsonToken.VALUE_STRING || token == JsonToken.START_OBJECT;
        };
    }
}
