package portcullis.gateway.receive;

import java.util.Map;
import java.util.Set;
import portcullis.privacy.Leaf.Treatment;

/** The places of an OpenAI chat request. */
enum ChatPlace implements Place {
    ROOT,
    MESSAGES,
    MESSAGE,
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
    OPTIONS,
    /** Vocabulary: identifiers, enums, stop sequences, model names. */
    NAMES,
    /** Anything else, unknown fields included. */
    FREE;

    private static final Set<String> TEXT_PARTS = Set.of("text", "refusal", "output_text");

    private static final Map<String, Shape> ROOT_SHAPES =
            Map.ofEntries(
                    Map.entry("model", Shape.TEXT),
                    Map.entry("messages", Shape.LIST),
                    Map.entry("stream", Shape.FLAG),
                    Map.entry("stream_options", Shape.OBJECT),
                    Map.entry("temperature", Shape.NUMBER),
                    Map.entry("top_p", Shape.NUMBER),
                    Map.entry("presence_penalty", Shape.NUMBER),
                    Map.entry("frequency_penalty", Shape.NUMBER),
                    Map.entry("max_tokens", Shape.INTEGER),
                    Map.entry("max_completion_tokens", Shape.INTEGER),
                    Map.entry("n", Shape.INTEGER),
                    Map.entry("seed", Shape.INTEGER),
                    Map.entry("top_logprobs", Shape.INTEGER),
                    Map.entry("logprobs", Shape.FLAG),
                    Map.entry("parallel_tool_calls", Shape.FLAG),
                    Map.entry("store", Shape.FLAG),
                    Map.entry("stop", Shape.TEXT_OR_LIST),
                    Map.entry("tools", Shape.LIST),
                    Map.entry("functions", Shape.LIST),
                    Map.entry("tool_choice", Shape.TEXT_OR_OBJECT),
                    Map.entry("response_format", Shape.OBJECT),
                    Map.entry("metadata", Shape.OBJECT),
                    Map.entry("logit_bias", Shape.OBJECT),
                    Map.entry("modalities", Shape.LIST),
                    Map.entry("user", Shape.TEXT));

    private static final Map<String, Shape> MESSAGE_SHAPES =
            Map.of(
                    "role", Shape.TEXT,
                    "content", Shape.TEXT_OR_LIST,
                    "name", Shape.TEXT,
                    "tool_call_id", Shape.TEXT,
                    "tool_calls", Shape.LIST);

    private static final Map<String, Shape> OPTION_SHAPES = Map.of("include_usage", Shape.FLAG);

    @Override
    public Place field(String name) {
        return switch (this) {
            case ROOT -> root(name);
            case MESSAGE -> message(name);
            case PART -> name.equals("type") ? NAMES : FREE;
            case TOOL_CALL, TOOL -> tool(name);
            case CALL -> name.equals("name") ? NAMES : FREE;
            case FUNCTION -> function(name);
            case FORMAT -> name.equals("json_schema") ? FUNCTION : NAMES;
            case SCHEMA -> SCHEMA;
            case NAMES, OPTIONS -> NAMES;
            case FREE, MESSAGES, CONTENT, TOOL_CALLS, TOOLS -> FREE;
        };
    }

    @Override
    public Place element() {
        return switch (this) {
            case MESSAGES -> MESSAGE;
            case CONTENT -> PART;
            case TOOL_CALLS -> TOOL_CALL;
            case TOOLS -> TOOL;
            case ROOT,
                    MESSAGE,
                    PART,
                    TOOL_CALL,
                    CALL,
                    TOOL,
                    FUNCTION,
                    FORMAT,
                    SCHEMA,
                    OPTIONS,
                    NAMES,
                    FREE ->
                    this;
        };
    }

    @Override
    public Treatment treatment(String key) {
        return switch (this) {
            case NAMES, OPTIONS, FORMAT, TOOL_CALL, TOOL -> Treatment.READ_ONLY;
            case SCHEMA -> key.equals("description") ? Treatment.REWRITABLE : Treatment.READ_ONLY;
            case ROOT, MESSAGES, MESSAGE, CONTENT, PART, TOOL_CALLS, CALL, TOOLS, FUNCTION, FREE ->
                    Treatment.REWRITABLE;
        };
    }

    private static Place root(String name) {
        return switch (name) {
            case "messages" -> MESSAGES;
            case "tools" -> TOOLS;
            case "functions" -> FUNCTION;
            case "response_format" -> FORMAT;
            case "prediction" -> MESSAGE;
            case "stream_options" -> OPTIONS;
            case "model",
                    "stop",
                    "tool_choice",
                    "function_call",
                    "modalities",
                    "service_tier",
                    "reasoning_effort",
                    "verbosity" ->
                    NAMES;
            default -> FREE;
        };
    }

    private static Place message(String name) {
        return switch (name) {
            case "content" -> CONTENT;
            case "tool_calls" -> TOOL_CALLS;
            case "function_call" -> CALL;
            case "role", "name", "tool_call_id", "id", "type" -> NAMES;
            default -> FREE;
        };
    }

    private Place tool(String name) {
        return switch (name) {
            case "function", "custom" -> this == TOOL_CALL ? CALL : FUNCTION;
            case "id", "type" -> NAMES;
            default -> FREE;
        };
    }

    private static Place function(String name) {
        return switch (name) {
            case "name" -> NAMES;
            case "parameters", "schema", "format" -> SCHEMA;
            default -> FREE;
        };
    }

    @Override
    public Map<String, Shape> shapes() {
        return switch (this) {
            case ROOT -> ROOT_SHAPES;
            case MESSAGE -> MESSAGE_SHAPES;
            case OPTIONS -> OPTION_SHAPES;
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

    @Override
    public boolean isOpaque(String key) {
        return this == NAMES && (key.equals("id") || key.equals("tool_call_id"));
    }

    @Override
    public boolean isRoot() {
        return this == ROOT;
    }

    @Override
    public boolean isJoint() {
        return this == CONTENT;
    }

    @Override
    public boolean holdsObject() {
        return this == MESSAGE;
    }

    @Override
    public boolean bringsMedia(String field) {
        return switch (this) {
            case PART -> Media.FIELDS.contains(field);
            case MESSAGE, ROOT -> field.equals("audio");
            case TOOL -> field.equals("server_url");
            case MESSAGES,
                    CONTENT,
                    TOOL_CALLS,
                    TOOL_CALL,
                    CALL,
                    TOOLS,
                    FUNCTION,
                    FORMAT,
                    SCHEMA,
                    OPTIONS,
                    NAMES,
                    FREE ->
                    false;
        };
    }

    @Override
    public boolean isMedia(String key, String text) {
        if (this == PART && key.equals("type")) {
            return !TEXT_PARTS.contains(text);
        }
        if (this == TOOL && key.equals("type")) {
            return text.equals("mcp");
        }
        return Media.isEmbedded(text) || (key.equals("modalities") && !text.equals("text"));
    }
}
