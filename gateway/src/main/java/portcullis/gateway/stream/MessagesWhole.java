package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.TokenEstimate;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;

/** Joins the pieces of an answer into one document of Anthropic's Messages dialect. */
final class MessagesWhole {
    private final JsonFactory json;
    private final Voices voices;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Integer, Block> tools = new HashMap<>();
    private FinishReason reason = FinishReason.STOP;
    private Optional<Piece.Used> used = Optional.empty();
    private long bytes;
    private boolean declined;

    /** One block; {@code head} is what it began with. */
    private static final class Block {
        private final Piece head;
        private final StringBuilder text = new StringBuilder();
        private String signature = "";

        private Block(Piece head) {
            this.head = head;
        }
    }

    private MessagesWhole(JsonFactory json, Voices voices) {
        this.json = json;
        this.voices = voices;
    }

    static byte[] join(JsonFactory json, Head head, List<Piece> pieces, Voices voices) {
        MessagesWhole whole = new MessagesWhole(json, voices);
        pieces.forEach(whole::take);
        return JsonDocument.of(json, to -> whole.write(to, head));
    }

    private void take(Piece piece) {
        switch (piece) {
            case Piece.Text(int _, String text) -> add(piece, text);
            case Piece.Reasoning(int _, String text) -> add(piece, text);
            case Piece.Declined(int choice, String text) -> {
                declined = true;
                add(new Piece.Text(choice, text), text);
            }
            case Piece.Signature(int _, String value) -> last().ifPresent(b -> b.signature = value);
            case Piece.Redacted _ -> blocks.add(new Block(piece));
            case Piece.ToolCall call -> {
                Block block = new Block(call);
                blocks.add(block);
                tools.put(call.index(), block);
            }
            case Piece.ToolArguments(int _, int index, String fragment) -> {
                bytes += TokenEstimate.utf8(fragment);
                Optional.ofNullable(tools.get(index)).ifPresent(b -> b.text.append(fragment));
            }
            case Piece.Finished(int _, FinishReason why) -> reason = why;
            case Piece.Used counts -> used = Optional.of(counts);
            case Piece.Counted _ -> {
                // the answer to another question
            }
        }
    }

    private void add(Piece piece, String text) {
        bytes += TokenEstimate.utf8(text);
        if (last().filter(b -> b.head.getClass() == piece.getClass()).isEmpty()) {
            blocks.add(new Block(piece));
        }
        last().ifPresent(block -> block.text.append(text));
    }

    private Optional<Block> last() {
        return blocks.isEmpty() ? Optional.empty() : Optional.of(blocks.getLast());
    }

    private void write(JsonGenerator to, Head head) throws IOException {
        MessagesWriter.opening(to, head);
        to.writeArrayFieldStart("content");
        for (int i = 0; i < blocks.size(); i++) {
            to.writeStartObject();
            write(to, blocks.get(i), i);
            to.writeEndObject();
        }
        to.writeEndArray();
        MessagesWriter.ending(to, stopReason());
        MessagesWriter.usage(
                to,
                Optional.of(used.orElseGet(() -> new Piece.Used(0, TokenEstimate.of(bytes)))),
                0);
    }

    private String stopReason() {
        if (declined) {
            return MessagesWriter.name(FinishReason.CONTENT_FILTER);
        }
        boolean called = reason == FinishReason.STOP && !tools.isEmpty();
        return MessagesWriter.name(called ? FinishReason.TOOL_CALLS : reason);
    }

    private void write(JsonGenerator to, Block block, int index) throws IOException {
        switch (block.head) {
            case Piece.Reasoning _ -> {
                to.writeStringField("type", "thinking");
                to.writeStringField("thinking", said(block, BlockKind.THINKING, index));
                to.writeStringField("signature", block.signature);
            }
            case Piece.Redacted(int _, String data) -> {
                to.writeStringField("type", "redacted_thinking");
                to.writeStringField("data", data);
            }
            case Piece.ToolCall call -> {
                to.writeStringField("type", "tool_use");
                to.writeStringField("id", call.id());
                to.writeStringField("name", call.name());
                to.writeFieldName("input");
                input(to, said(block, BlockKind.TOOL, index));
            }
            case Piece.Text _,
                    Piece.Declined _,
                    Piece.ToolArguments _,
                    Piece.Signature _,
                    Piece.Counted _,
                    Piece.Finished _,
                    Piece.Used _ -> {
                to.writeStringField("type", "text");
                to.writeStringField("text", said(block, BlockKind.TEXT, index));
            }
        }
    }

    private String said(Block block, BlockKind kind, int index) {
        return voices.whole(kind.voice(index), block.text.toString());
    }

    /** A call's arguments are an object here; what is none stays readable inside one. */
    private void input(JsonGenerator to, String arguments) throws IOException {
        if (isObject(arguments)) {
            to.writeRawValue(arguments);
            return;
        }
        to.writeStartObject();
        if (!arguments.isBlank()) {
            to.writeStringField("arguments", arguments);
        }
        to.writeEndObject();
    }

    private boolean isObject(String text) {
        try (JsonParser parser = json.createParser(text)) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            return object && parser.nextToken() == null;
        } catch (IOException notJson) {
            return false;
        }
    }
}
