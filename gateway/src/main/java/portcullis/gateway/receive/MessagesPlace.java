package portcullis.gateway.receive;

import java.util.Map;
import java.util.Set;
import portcullis.privacy.Leaf.Treatment;

/** The places of an Anthropic Messages request. */
enum MessagesPlace implements Place {
    ROOT,
    SYSTEM,
    MESSAGES,
    MESSAGE,
    CONTENT,
    /** The content of a tool's result or a search result; its texts belong to the message. */
    RESULT,
    BLOCK,
    SOURCE,
    CITATION,
    TOOLS,
    TOOL,
    FORMAT,
    SCHEMA,
    /** Vocabulary and what the vendor wants back byte for byte: identifiers, enums, signatures. */
    NAMES,
    /** Anything else, unknown fields included. */
    FREE;

    /** Blocks whose texts can be read; any other kind brings something that cannot (SCR-8). */
    private static final Set<String> READABLE_BLOCKS =
            Set.of(
                    "text",
                    "thinking",
                    "redacted_thinking",
                    "tool_use",
                    "tool_result",
                    "document",
                    "search_result");

    private static final Set<String> READABLE_SOURCES = Set.of("text", "content");

    /** Tools that the vendor runs itself: they fetch what nobody here has read (SCR-8). */
    private static final Set<String> RUN_BY_VENDOR =
            Set.of("web_search", "web_fetch", "code_execution", "mcp_toolset");

    private static final Set<String> OPAQUE =
            Set.of("signature", "data", "id", "tool_use_id", "encrypted_index");

    private static final Map<String, Shape> ROOT_SHAPES =
            Map.ofEntries(
                    Map.entry("model", Shape.TEXT),
                    Map.entry("messages", Shape.LIST),
                    Map.entry("max_tokens", Shape.INTEGER),
                    Map.entry("system", Shape.TEXT_OR_LIST),
                    Map.entry("stream", Shape.FLAG),
                    Map.entry("temperature", Shape.NUMBER),
                    Map.entry("top_p", Shape.NUMBER),
                    Map.entry("top_k", Shape.INTEGER),
                    Map.entry("stop_sequences", Shape.LIST),
                    Map.entry("tools", Shape.LIST),
                    Map.entry("tool_choice", Shape.OBJECT),
                    Map.entry("thinking", Shape.OBJECT),
                    Map.entry("metadata", Shape.OBJECT),
                    Map.entry("output_format", Shape.OBJECT),
                    Map.entry("output_config", Shape.OBJECT),
                    Map.entry("service_tier", Shape.TEXT));

    private static final Map<String, Shape> MESSAGE_SHAPES =
            Map.of("role", Shape.TEXT, "content", Shape.TEXT_OR_LIST);

    private static final Map<String, Shape> BLOCK_SHAPES =
            Map.ofEntries(
                    Map.entry("type", Shape.TEXT),
                    Map.entry("text", Shape.TEXT),
                    Map.entry("thinking", Shape.TEXT),
                    Map.entry("signature", Shape.TEXT),
                    Map.entry("data", Shape.TEXT),
                    Map.entry("id", Shape.TEXT),
                    Map.entry("name", Shape.TEXT),
                    Map.entry("input", Shape.OBJECT),
                    Map.entry("tool_use_id", Shape.TEXT),
                    Map.entry("content", Shape.TEXT_OR_LIST),
                    Map.entry("is_error", Shape.FLAG),
                    Map.entry("source", Shape.TEXT_OR_OBJECT),
                    Map.entry("cache_control", Shape.OBJECT));

    private static final Map<String, Shape> TOOL_SHAPES =
            Map.of(
                    "type", Shape.TEXT,
                    "name", Shape.TEXT,
                    "description", Shape.TEXT,
                    "input_schema", Shape.OBJECT);

    @Override
    public Place field(String name) {
        return switch (this) {
            case ROOT -> root(name);
            case MESSAGE -> message(name);
            case BLOCK -> block(name);
            case SOURCE -> source(name);
            case CITATION -> name.equals("encrypted_index") || name.equals("type") ? NAMES : FREE;
            case TOOL -> tool(name);
            case FORMAT -> format(name);
            case SCHEMA -> SCHEMA;
            case NAMES -> NAMES;
            case SYSTEM, MESSAGES, CONTENT, RESULT, TOOLS, FREE -> FREE;
        };
    }

    @Override
    public Place element() {
        return switch (this) {
            case SYSTEM, CONTENT, RESULT -> BLOCK;
            case MESSAGES -> MESSAGE;
            case TOOLS -> TOOL;
            case ROOT, MESSAGE, BLOCK, SOURCE, CITATION, TOOL, FORMAT, SCHEMA, NAMES, FREE -> this;
        };
    }

    @Override
    public Treatment treatment(String key) {
        return switch (this) {
            case NAMES, FORMAT -> Treatment.READ_ONLY;
            case SCHEMA -> key.equals("description") ? Treatment.REWRITABLE : Treatment.READ_ONLY;
            case ROOT,
                    SYSTEM,
                    MESSAGES,
                    MESSAGE,
                    CONTENT,
                    RESULT,
                    BLOCK,
                    SOURCE,
                    CITATION,
                    TOOLS,
                    TOOL,
                    FREE ->
                    Treatment.REWRITABLE;
        };
    }

    private static Place root(String name) {
        return switch (name) {
            case "system" -> SYSTEM;
            case "messages" -> MESSAGES;
            case "tools" -> TOOLS;
            case "output_format", "output_config" -> FORMAT;
            case "model",
                    "stop_sequences",
                    "tool_choice",
                    "thinking",
                    "service_tier",
                    "container",
                    "context_management",
                    "cache_control" ->
                    NAMES;
            default -> FREE;
        };
    }

    private static Place message(String name) {
        return switch (name) {
            case "content" -> CONTENT;
            case "role" -> NAMES;
            default -> FREE;
        };
    }

    private static Place block(String name) {
        return switch (name) {
            case "content" -> RESULT;
            case "source" -> SOURCE;
            case "citations" -> CITATION;
            case "type", "id", "name", "tool_use_id", "cache_control", "signature", "data" -> NAMES;
            default -> FREE;
        };
    }

    private static Place source(String name) {
        return switch (name) {
            case "type", "media_type" -> NAMES;
            case "content" -> RESULT;
            default -> FREE;
        };
    }

    private static Place tool(String name) {
        return switch (name) {
            case "input_schema" -> SCHEMA;
            case "type", "name", "cache_control", "allowed_callers" -> NAMES;
            default -> FREE;
        };
    }

    private static Place format(String name) {
        return switch (name) {
            case "schema" -> SCHEMA;
            case "format" -> FORMAT;
            default -> NAMES;
        };
    }

    @Override
    public Map<String, Shape> shapes() {
        return switch (this) {
            case ROOT -> ROOT_SHAPES;
            case MESSAGE -> MESSAGE_SHAPES;
            case BLOCK -> BLOCK_SHAPES;
            case TOOL -> TOOL_SHAPES;
            case SYSTEM,
                    MESSAGES,
                    CONTENT,
                    RESULT,
                    SOURCE,
                    CITATION,
                    TOOLS,
                    FORMAT,
                    SCHEMA,
                    NAMES,
                    FREE ->
                    Map.of();
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
        return this == CONTENT || this == SYSTEM;
    }

    @Override
    public boolean holdsObject() {
        return this == MESSAGE || this == BLOCK || this == TOOL;
    }

    @Override
    public boolean bringsMedia(String field) {
        return switch (field) {
            case "url", "file_id" -> this == SOURCE;
            case "mcp_servers" -> this == ROOT;
            default -> false;
        };
    }

    @Override
    public boolean isMedia(String key, String text) {
        if (this == BLOCK && key.equals("type")) {
            return !READABLE_BLOCKS.contains(text);
        }
        if (this == SOURCE && key.equals("type")) {
            return !READABLE_SOURCES.contains(text);
        }
        if (this == SOURCE && key.equals("media_type")) {
            return !text.startsWith("text/");
        }
        if (this == TOOL && key.equals("type")) {
            return RUN_BY_VENDOR.stream().anyMatch(text::startsWith);
        }
        return Media.isEmbedded(text);
    }
}
