package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.Edit;
import portcullis.gateway.JsonText;
import portcullis.gateway.SpokenRefusal;
import portcullis.gateway.TokenEstimate;
import portcullis.gateway.receive.Span;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.stream.MessagesScan.Passage;
import portcullis.gateway.stream.MessagesScan.Seen;
import portcullis.kernel.Refusal;

/**
 * Tells in Anthropic's Messages dialect. A vendor's own events keep their bytes where nothing needs
 * changing; anything else is written from its pieces: one opening, blocks with contiguous indexes,
 * the reason and the counts, one stop.
 */
final class MessagesTelling implements Telling {
    private static final byte[] PING = Sse.named("ping", JsonText.ascii("{\"type\": \"ping\"}"));

    private final Screened request;
    private final JsonFactory json;
    private final MessagesWriter writer;
    private final Voices voices;
    private final Blocks blocks;
    private Optional<Piece.Used> used = Optional.empty();
    private FinishReason reason = FinishReason.STOP;
    private long bytes;
    private boolean called;
    private boolean declined;
    private boolean retelling;
    private boolean started;
    private boolean ended;
    private boolean stopped;

    MessagesTelling(Screened request, JsonFactory json, Voices voices) {
        this.request = request;
        this.json = json;
        this.writer = new MessagesWriter(json);
        this.voices = voices;
        this.blocks = new Blocks(writer, voices);
    }

    @Override
    public List<byte[]> event(Frame frame) {
        voices.hear(frame);
        frame.pieces().forEach(this::note);
        List<byte[]> events = new ArrayList<>();
        if (isNative(frame)) {
            pass(frame.json(), events);
        } else {
            frame.pieces().forEach(piece -> retell(piece, events));
        }
        return events;
    }

    private boolean isNative(Frame frame) {
        return !retelling && frame.spoken().equals(Optional.of(Dialect.ANTHROPIC_MESSAGES));
    }

    private void note(Piece piece) {
        switch (piece) {
            case Piece.Text text -> bytes += TokenEstimate.utf8(text.text());
            case Piece.Reasoning reasoning -> bytes += TokenEstimate.utf8(reasoning.text());
            case Piece.Declined no -> {
                declined = true;
                bytes += TokenEstimate.utf8(no.text());
            }
            case Piece.ToolCall _ -> called = true;
            case Piece.ToolArguments some -> bytes += TokenEstimate.utf8(some.fragment());
            case Piece.Used counts -> used = Optional.of(counts);
            case Piece.Finished finished -> reason = finished.reason();
            case Piece.Opaque _, Piece.Counted _ -> {
                // holds no text
            }
        }
    }

    private void pass(byte[] document, List<byte[]> events) {
        Seen seen = MessagesScan.of(json, document);
        boolean lacksCounts = false;
        switch (seen.type()) {
            case "message_start" -> started = true;
            case "content_block_start" -> blocks.begun(seen.index(), seen.kind());
            case "content_block_stop" -> blocks.stopped(seen.index(), events);
            case "message_delta" -> {
                blocks.settle(events);
                ended = true;
                lacksCounts = !seen.counted();
            }
            case "message_stop" -> stopped = true;
            default -> {
                // deltas, and events that only newer clients know
            }
        }
        List<Edit> edits = edits(seen);
        if (lacksCounts) {
            edits.addFirst(counts(seen.usage(), false));
            edits.sort(Comparator.comparingInt(Edit::start));
        }
        events.add(Sse.named(named(seen.type()), Edit.splice(document, edits)));
    }

    /** The name stands on a line of its own, so nothing else may stand in it. */
    private static String named(String type) {
        return type.matches("[a-z_]{1,64}") ? type : "unknown";
    }

    private List<Edit> edits(Seen seen) {
        List<Edit> edits = new ArrayList<>();
        for (Passage passage : seen.passages()) {
            Voice voice = passage.kind().voice(passage.block());
            String said =
                    switch (passage.kind()) {
                        case TEXT, THINKING, TOOL -> voices.feed(voice, passage.text());
                        case OTHER -> voices.whole(voice, passage.text());
                        case UNKNOWN -> voices.unknown(passage.text());
                    };
            edit(passage, said, edits);
        }
        return edits;
    }

    private static void edit(Passage passage, String text, List<Edit> edits) {
        if (!text.equals(passage.text())) {
            Span span = passage.span();
            edits.add(new Edit(span.start(), span.end(), JsonText.quoted(text)));
        }
    }

    /** Clients fail without counts, so a vendor that reports none has them estimated. */
    private Edit counts(Optional<Span> given, boolean input) {
        String value =
                (input ? "{\"input_tokens\":0,\"output_tokens\":" : "{\"output_tokens\":")
                        + TokenEstimate.of(bytes)
                        + "}";
        return given.map(span -> new Edit(span.start(), span.end(), JsonText.ascii(value)))
                .orElseGet(() -> new Edit(1, 1, JsonText.ascii("\"usage\":" + value + ",")));
    }

    private void retell(Piece piece, List<byte[]> events) {
        switch (piece) {
            case Piece.Text(int choice, String text) -> say(choice, BlockKind.TEXT, text, events);
            case Piece.Declined(int choice, String text) ->
                    say(choice, BlockKind.TEXT, text, events);
            case Piece.Reasoning(int choice, String text) ->
                    say(choice, BlockKind.THINKING, text, events);
            case Piece.Signature(int _, String value) -> blocks.sign(value, events);
            case Piece.Redacted(int _, String data) -> {
                start(events);
                blocks.redacted(data, events);
            }
            case Piece.ToolCall call -> {
                start(events);
                blocks.call(call, events);
            }
            case Piece.ToolArguments arguments -> blocks.arguments(arguments, events);
            case Piece.Finished _ -> blocks.settle(events);
            case Piece.Used _, Piece.Counted _ -> {
                // told at the end
            }
        }
    }

    private void say(int choice, BlockKind kind, String text, List<byte[]> events) {
        if (choice == 0) {
            start(events);
            blocks.say(kind, text, events);
        }
    }

    private void start(List<byte[]> events) {
        if (!started) {
            started = true;
            events.add(writer.start(head()));
        }
    }

    private Head head() {
        return new Head("msg_" + request.request().value(), 0, request.wishes().model());
    }

    @Override
    public void handOver() {
        retelling = true;
    }

    @Override
    public List<byte[]> end() {
        List<byte[]> events = new ArrayList<>();
        start(events);
        if (!ended) {
            blocks.settle(events);
            events.add(writer.ending(stopReason(), used, TokenEstimate.of(bytes)));
        }
        if (!stopped) {
            events.add(writer.stop());
        }
        ended = true;
        stopped = true;
        return events;
    }

    private String stopReason() {
        if (declined) {
            return MessagesWriter.name(FinishReason.CONTENT_FILTER);
        }
        boolean toCall = called && reason == FinishReason.STOP;
        return MessagesWriter.name(toCall ? FinishReason.TOOL_CALLS : reason);
    }

    @Override
    public List<byte[]> failed(Refusal refusal) {
        List<byte[]> events = new ArrayList<>();
        blocks.fail(refusal, events);
        events.add(
                SpokenRefusal.of(Dialect.ANTHROPIC_MESSAGES, request.request(), refusal).event());
        return events;
    }

    @Override
    public long masked() {
        return voices.masked();
    }

    @Override
    public byte[] heartbeat() {
        return PING.clone();
    }

    @Override
    public byte[] comment(String ascii) {
        return Sse.comment(ascii);
    }

    @Override
    public byte[] whole(Frame frame) {
        voices.hear(frame);
        frame.pieces().forEach(this::note);
        if (!isNative(frame)) {
            return MessagesWhole.join(json, head(), frame.pieces(), voices);
        }
        Seen seen = MessagesScan.of(json, frame.json());
        List<Edit> edits = new ArrayList<>();
        for (Passage passage : seen.passages()) {
            Voice voice = passage.kind().voice(passage.block());
            boolean known = passage.kind() != BlockKind.UNKNOWN;
            String text = passage.text();
            edit(passage, known ? voices.whole(voice, text) : voices.unknown(text), edits);
        }
        if (!seen.counted()) {
            edits.add(counts(seen.usage(), true));
            edits.sort(Comparator.comparingInt(Edit::start));
        }
        return Edit.splice(frame.json(), edits);
    }
}
