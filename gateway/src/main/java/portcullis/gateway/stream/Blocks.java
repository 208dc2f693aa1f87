package portcullis.gateway.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.route.Piece;
import portcullis.kernel.Refusal;

/**
 * The content blocks of one streamed Messages answer: one after the other, their indexes
 * contiguous. Where a vendor speaks of two tool calls at once, the second waits until the first is
 * complete.
 */
final class Blocks {
    private final MessagesWriter writer;
    private final Voices voices;
    private final Deque<Piece> waiting = new ArrayDeque<>();
    private Optional<Open> open = Optional.empty();
    private int next;

    /** The block that is being told. */
    private record Open(int index, BlockKind kind, int tool, JsonDepth arguments) {
        Voice voice() {
            return kind.voice(index);
        }
    }

    Blocks(MessagesWriter writer, Voices voices) {
        this.writer = writer;
        this.voices = voices;
    }

    /** The vendor itself has opened a block. */
    void begun(int index, BlockKind kind) {
        next = index + 1;
        open = Optional.of(new Open(index, kind, Voice.NO_TOOL, new JsonDepth()));
    }

    /** The vendor itself ends a block: what was held of its text comes first. */
    void stopped(int index, List<byte[]> events) {
        open.filter(block -> block.index() == index).ifPresent(block -> rest(block, events));
        open = open.filter(block -> block.index() != index);
    }

    void say(BlockKind kind, String text, List<byte[]> events) {
        if (text.isEmpty()) {
            return;
        }
        if (open.filter(block -> block.kind() == kind).isEmpty()) {
            settle(events);
            begin(
                    kind,
                    Voice.NO_TOOL,
                    events,
                    to -> {
                        boolean plain = kind == BlockKind.TEXT;
                        to.writeStringField("type", plain ? "text" : "thinking");
                        to.writeStringField(plain ? "text" : "thinking", "");
                        if (!plain) {
                            to.writeStringField("signature", "");
                        }
                    });
        }
        open.ifPresent(block -> say(block, text, events));
    }

    private void say(Open block, String text, List<byte[]> events) {
        String said = voices.feed(block.voice(), text);
        if (!said.isEmpty()) {
            events.add(writer.say(block.index(), block.kind(), said));
        }
    }

    void sign(String signature, List<byte[]> events) {
        open.filter(block -> block.kind() == BlockKind.THINKING)
                .ifPresent(
                        block -> {
                            rest(block, events);
                            events.add(writer.signature(block.index(), signature));
                        });
    }

    void redacted(String data, List<byte[]> events) {
        settle(events);
        begin(
                BlockKind.OTHER,
                Voice.NO_TOOL,
                events,
                to -> {
                    to.writeStringField("type", "redacted_thinking");
                    to.writeStringField("data", data);
                });
        close(events);
    }

    void call(Piece.ToolCall call, List<byte[]> events) {
        if (busy()) {
            waiting.add(call);
        } else {
            close(events);
            begin(call, events);
        }
    }

    void arguments(Piece.ToolArguments arguments, List<byte[]> events) {
        Optional<Open> mine = open.filter(block -> block.tool() == arguments.index());
        if (mine.isPresent()) {
            argue(mine.get(), arguments.fragment(), events);
            proceed(events);
        } else {
            waiting.add(arguments);
        }
    }

    private void argue(Open block, String fragment, List<byte[]> events) {
        block.arguments().feed(fragment);
        say(block, fragment, events);
    }

    private boolean busy() {
        return open.filter(block -> block.tool() != Voice.NO_TOOL)
                .filter(block -> !block.arguments().complete())
                .isPresent();
    }

    /** Those who wait take their turns, as long as the one before them is complete. */
    private void proceed(List<byte[]> events) {
        while (!waiting.isEmpty() && !busy()) {
            takeTurn(events);
        }
    }

    private void takeTurn(List<byte[]> events) {
        if (!(waiting.removeFirst() instanceof Piece.ToolCall call)) {
            // arguments of a call that nobody opened, or that was complete
            return;
        }
        close(events);
        begin(call, events);
        for (Iterator<Piece> all = waiting.iterator(); all.hasNext(); ) {
            if (all.next() instanceof Piece.ToolArguments arguments
                    && arguments.index() == call.index()) {
                all.remove();
                open.ifPresent(block -> argue(block, arguments.fragment(), events));
            }
        }
    }

    private void begin(Piece.ToolCall call, List<byte[]> events) {
        begin(
                BlockKind.TOOL,
                call.index(),
                events,
                to -> {
                    to.writeStringField("type", "tool_use");
                    to.writeStringField("id", call.id());
                    to.writeStringField("name", call.name());
                    to.writeObjectFieldStart("input");
                    to.writeEndObject();
                });
    }

    private void begin(BlockKind kind, int tool, List<byte[]> events, JsonDocument.Part block) {
        Open begun = new Open(next++, kind, tool, new JsonDepth());
        open = Optional.of(begun);
        events.add(writer.begin(begun.index(), block));
    }

    /** Everything that was begun is told to its end. */
    void settle(List<byte[]> events) {
        close(events);
        while (!waiting.isEmpty()) {
            takeTurn(events);
            close(events);
        }
    }

    private void close(List<byte[]> events) {
        open.ifPresent(
                block -> {
                    rest(block, events);
                    events.add(writer.stop(block.index()));
                });
        open = Optional.empty();
    }

    /** The answer failed: what was held of the open block is told when it can be. */
    void fail(Refusal refusal, List<byte[]> events) {
        open.filter(block -> block.kind() != BlockKind.OTHER)
                .ifPresent(
                        block -> {
                            String held = voices.rest(block.voice(), refusal);
                            if (!held.isEmpty()) {
                                events.add(writer.say(block.index(), block.kind(), held));
                            }
                        });
        open = Optional.empty();
    }

    private void rest(Open block, List<byte[]> events) {
        String held = block.kind() == BlockKind.OTHER ? "" : voices.close(block.voice());
        if (!held.isEmpty()) {
            events.add(writer.say(block.index(), block.kind(), held));
        }
    }
}
