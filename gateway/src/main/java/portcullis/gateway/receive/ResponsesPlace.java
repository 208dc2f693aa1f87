package portcullis.gateway.receive;

import java.util.Map;
import java.util.Set;
import portcullis.privacy.Leaf.Treatment;

/**
 * The places of an OpenAI responses request. Tools that only OpenAI can run, and what only OpenAI
 * keeps (conversations, prompts, referred items), are refused by name.
 */
enum ResponsesPlace implements Place {
    ROOT,
    INPUT,
    ITEM,
    CONTENT,
    PART,
    TOOLS,
    TOOL,
    TEXT,
    FORMAT,
    SCHEMA,
    INCLUDE,
    /** Vocabulary: identifiers, enums, model names. */
    NAMES,
    /** Anything else, unknown fields included. */
    FREE;

    private static final Set<String> ITEMS =
            Set.of("message", "function_call", "function_call_output", "reasoning");
    private static final Set<String> TEXT_PARTS =
            Set.of(
                    "input_text",
                    "output_text",
                    "text",
                    "refusal",
                    "summary_text",
                    "reasoning_text");

    private static final Set<String> OPAQUE =
            Set.of("id", "call_id", "previous_response_id", "encrypted_content");

    private static final Map<String, Shape> ROOT_SHAPES =
            Map.ofEntries(
                    Map.entry("model", Shape.TEXT),
                    Map.entry("input", Shape.TEXT_OR_LIST),
                    Map.entry("instructions", Shape.TEXT),
                    Map.entry("stream", Shape.FLAG),
                    Map.entry("stream_options", Shape.OBJECT),
                    Map.entry("store", Shape.FLAG),
                    Map.entry("background", Shape.FLAG),
                    Map.entry("previous_response_id", Shape.TEXT),
                    Map.entry("conversation", Shape.NEVER),
                    Map.entry("prompt", Shape.NEVER),
                    Map.entry("max_output_tokens", Shape.INTEGER),
                    Map.entry("max_tool_calls", Shape.INTEGER),
                    Map.entry("temperature", Shape.NUMBER),
                    Map.entry("top_p", Shape.NUMBER),
                    Map.entry("top_logprobs", Shape.NEVER),
                    Map.entry("parallel_tool_calls", Shape.FLAG),
                    Map.entry("tools", Shape.LIST),
                    Map.entry("tool_choice", Shape.TEXT_OR_OBJECT),
                    Map.entry("text", Shape.OBJECT),
                    Map.entry("reasoning", Shape.OBJECT),
                    Map.entry("metadata", Shape.OBJECT),
                    Map.entry("include", Shape.LIST),
                    Map.entry("truncation", Shape.TEXT),
                    Map.entry("service_tier", Shape.TEXT),
                    Map.entry("prompt_cache_key", Shape.TEXT),
                    Map.entry("safety_identifier", Shape.TEXT),
                    Map.entry("user", Shape.TEXT));

    private static final Map<String, Shape> ITEM_SHAPES =
            Map.ofEntries(
                    Map.entry("type", Shape.TEXT),
                    Map.entry("role", Shape.TEXT),
                    Map.entry("content", Shape.TEXT_OR_LIST),
                    Map.entry("id", Shape.TEXT),
                    Map.entry("status", Shape.TEXT),
                    Map.entry("call_id", Shape.TEXT),
                    Map.entry("name", Shape.TEXT),
                    Map.entry("arguments", Shape.TEXT),
                    Map.entry("output", Shape.TEXT_OR_LIST),
                    Map.entry("summary", Shape.LIST),
                    Map.entry("encrypted_content", Shape.TEXT));

    private static final Map<String, Shape> PART_SHAPES =
            Map.of("type", Shape.TEXT, "text", Shape.TEXT, "refusal", Shape.TEXT);

    private static final Map<String, Shape> TOOL_SHAPES =
            Map.of(
                    "type", Shape.TEXT,
                    "name", Shape.TEXT,
                    "description", Shape.TEXT,
                    "parameters", Shape.OBJECT,
                    "strict", Shape.FLAG);

    private static final Map<String, Shape> FORMAT_SHAPES =
            Map.of(
                    "type", Shape.TEXT,
                    "name", Shape.TEXT,
                    "description", Shape.TEXT,
                    "schema", Shape.OBJECT,
                    "strict", Shape.FLAG);

    @Override
    public Place field(String name) {
        return switch (this) {
            case ROOT -> root(name);
            case ITEM -> item(name);
            case PART -> name.equals("type") ? NAMES : FREE;
            case TOOL -> tool(name);
            case TEXT -> name.equals("format") ? FORMAT : NAMES;
            case FORMAT -> format(name);
            case SCHEMA -> SCHEMA;
            case NAMES, INCLUDE -> NAMES;
            case INPUT, CONTENT, TOOLS, FREE -> FREE;
        };
    }

    private static Place root(String name) {
        return switch (name) {
            case "input" -> INPUT;
            case "tools" -> TOOLS;
            case "tool_choice" -> TOOL;
            case "text" -> TEXT;
            case "include" -> INCLUDE;
            case "model",
                    "previous_response_id",
                    "truncation",
                    "service_tier",
                    "reasoning",
                    "stream_options" ->
                    NAMES;
            default -> FREE;
        };
    }

    private static Place item(String name) {
        return switch (name) {
            case "content", "summary", "output" -> CONTENT;
            case "type", "role", "id", "status", "call_id", "name", "encrypted_content" -> NAMES;
            default -> FREE;
        };
    }

    private static Place tool(String name) {
        return switch (name) {
            case "type", "name" -> NAMES;
            case "parameters" -> SCHEMA;
            default -> FREE;
        };
    }

    private static Place format(String name) {
        return switch (name) {
            case "type", "name" -> NAMES;
            case "schema" -> SCHEMA;
            default -> FREE;
        };
    }

    @Override
    public Place element() {
        return switch (this) {
            case INPUT -> ITEM;
            case CONTENT -> PART;
            case TOOLS -> TOOL;
            case ROOT, ITEM, PART, TOOL, TEXT, FORMAT, SCHEMA, INCLUDE, NAMES, FREE -> this;
        };
    }

    @Override
    public Treatment treatment(String key) {
        return switch (this) {
            case NAMES, INCLUDE, TEXT, TOOL, TOOLS -> Treatment.READ_ONLY;
            case SCHEMA -> key.equals("description") ? Treatment.REWRITABLE : Treatment.READ_ONLY;
            case ROOT, INPUT, ITEM, CONTENT, PART, FORMAT, FREE -> Treatment.REWRITABLE;
        };
    }

    @Override
    public Map<String, Shape> shapes() {
        return switch (this) {
            case ROOT -> ROOT_SHAPES;
            case ITEM -> ITEM_SHAPES;
            case PART -> PART_SHAPES;
            case TOOL -> TOOL_SHAPES;
            case FORMAT -> FORMAT_SHAPES;
            case INPUT, CONTENT, TOOLS, TEXT, SCHEMA, INCLUDE, NAMES, FREE -> Map.of();
        };
    }

    @Override
    public boolean isOpaque(String key) {
        return this == NAMES && OPAQUE.contains(key);
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
        return this == ITEM || this == PART || this == TOOL;
    }

    @Override
    public boolean allows(String key, String word) {
        return switch (this) {
            case ROOT -> !key.equals("truncation") || word.equals("disabled");
            case ITEM -> !key.equals("type") || ITEMS.contains(word);
            case TOOL -> !key.equals("type") || word.equals("function");
            case INCLUDE -> word.equals("reasoning.encrypted_content");
            case INPUT, CONTENT, PART, TOOLS, TEXT, FORMAT, SCHEMA, NAMES, FREE -> true;
        };
    }

    @Override
    public boolean bringsMedia(String field) {
        return switch (this) {
            case PART -> Media.FIELDS.contains(field) || field.equals("file_id");
            case ROOT,
                    INPUT,
                    ITEM,
                    CONTENT,
                    TOOLS,
                    TOOL,
                    TEXT,
                    FORMAT,
                    SCHEMA,
                    INCLUDE,
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
        return Media.isEmbedded(text);
    }
}
