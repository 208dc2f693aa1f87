package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import portcullis.gateway.receive.Span;

/** One pass over an event or a whole answer in Anthropic's Messages dialect. */
final class MessagesScan {
    /** Words of the dialect, and what a vendor wants back byte for byte. */
    private static final Set<String> WORDS =
            Set.of(
                    "id",
                    "type",
                    "name",
                    "role",
                    "model",
                    "data",
                    "signature",
                    "encrypted_index",
                    "encrypted_content",
                    "tool_use_id",
                    "stop_reason",
                    "service_tier",
                    "container",
                    "usage");

    /** A name that no field has: nothing is restored. */
    private static final Set<String> NOTHING = Set.of(" ");

    private static final Set<String> CITED = Set.of("cited_text", "document_title", "title");

    private final JsonParser parser;
    private final List<Passage> passages = new ArrayList<>();
    private String type = "";
    private String block = "";
    private int index;
    private Optional<Span> usage = Optional.empty();
    private boolean counted;

    /**
     * A text that may hold placeholders; {@code OTHER} ones are complete in themselves.
     *
     * @param block index of its content block
     * @param span includes the quotes
     */
    record Passage(BlockKind kind, int block, Span span, String text) {}

    /**
     * What was found.
     *
     * @param type the document's {@code type}
     * @param index the event's block; 0 when it names none
     * @param kind what a block that begins here holds
     * @param usage the value of the document's own {@code usage}
     * @param counted whether that names {@code output_tokens}
     */
    record Seen(
            String type,
            int index,
            BlockKind kind,
            List<Passage> passages,
            Optional<Span> usage,
            boolean counted) {
        Seen {
            passages = List.copyOf(passages);
        }
    }

    private MessagesScan(JsonParser parser) {
        this.parser = parser;
    }

    static Seen of(JsonFactory json, byte[] document) {
        try (JsonParser parser = json.createParser(document)) {
            return new MessagesScan(parser).root();
        } catch (IOException e) {
            throw new UncheckedIOException("a provider handed on something other than JSON", e);
        }
    }

    private Seen root() throws IOException {
        boolean whole = false;
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "type" -> type = parser.getValueAsString("");
                case "index" -> index = parser.getValueAsInt();
                case "delta", "content_block" -> block(token, 0);
                case "content" -> {
                    whole = true;
                    content(token);
                }
                case "usage" -> usage(token);
                default -> unknown(name, 0);
            }
        }
        List<Passage> placed = whole ? passages : passages.stream().map(this::here).toList();
        return new Seen(type, index, BlockKind.of(block), placed, usage, counted);
    }

    /** An event's index may stand behind its text. */
    private Passage here(Passage passage) {
        return new Passage(passage.kind(), index, passage.span(), passage.text());
    }

    private void content(JsonToken token) throws IOException {
        int position = 0;
        if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                block(parser.currentToken(), position++);
            }
        }
    }

    private void block(JsonToken token, int at) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "type" -> block = parser.getValueAsString("");
                case "text" -> text(BlockKind.TEXT, at);
                case "thinking" -> text(BlockKind.THINKING, at);
                case "partial_json" -> text(BlockKind.TOOL, at);
                case "input" -> strings(at, Set.of());
                case "citation", "citations" -> strings(at, CITED);
                default -> unknown(name, at);
            }
        }
    }

    private void text(BlockKind kind, int at) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return;
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        String text = parser.getText();
        int end = (int) parser.currentLocation().getByteOffset();
        passages.add(new Passage(kind, at, new Span(start, end), text));
    }

    /**
     * Every string at any depth of the current value.
     *
     * @param restored the names of those that may hold placeholders; all when empty
     */
    private void strings(int at, Set<String> restored) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING && wanted(restored)) {
                text(BlockKind.OTHER, at);
            } else if (token == JsonToken.VALUE_STRING && !WORDS.contains(name())) {
                text(BlockKind.UNKNOWN, at);
            }
            if (depth > 0) {
                parser.nextToken();
            }
        } while (depth > 0);
    }

    private boolean wanted(Set<String> restored) throws IOException {
        return restored.isEmpty() || restored.contains(name());
    }

    private String name() throws IOException {
        return Objects.requireNonNullElse(parser.currentName(), "");
    }

    /** Every text at any depth of a field that is not one of the dialect's own (SCR-57). */
    private void unknown(String field, int at) throws IOException {
        if (WORDS.contains(field)) {
            parser.skipChildren();
        } else {
            strings(at, NOTHING);
        }
    }

    private void usage(JsonToken token) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean output = parser.currentName().equals("output_tokens");
                counted |= parser.nextToken().isNumeric() && output;
                parser.skipChildren();
            }
        }
        usage = Optional.of(new Span(start, (int) parser.currentLocation().getByteOffset()));
    }
}
