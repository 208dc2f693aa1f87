package portcullis.gateway.receive;

import portcullis.privacy.Leaf.Treatment;

/**
 * Where in a chat request a value stands. It decides whether its text may be rewritten (SCR-5): the
 * names a model or provider acts on are read only; what people write is rewritable.
 */
enum Place {
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

    Place field(String name) {
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

    Place element() {
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

    /** How a string or number found here under this key may be treated. */
    Treatment treatment(String key) {
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
}
