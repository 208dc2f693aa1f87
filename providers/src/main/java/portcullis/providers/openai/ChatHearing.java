package portcullis.providers.openai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.Counted;
import portcullis.gateway.route.Piece.Declined;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Piece.Finished;
import portcullis.gateway.route.Piece.Opaque;
import portcullis.gateway.route.Piece.Reasoning;
import portcullis.gateway.route.Piece.Text;
import portcullis.gateway.route.Piece.ToolArguments;
import portcullis.gateway.route.Piece.ToolCall;
import portcullis.gateway.route.Piece.Used;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.providers.line.Heard;
import portcullis.providers.line.Hearing;
import portcullis.providers.openai.Chunk.Shape;

/** Understands one chat answer and knows when it is complete. */
final class ChatHearing implements Hearing {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final byte[] request;
    private final ChatReader reader = new ChatReader();
    private final BitSet begun = new BitSet();
    private final BitSet finished = new BitSet();
    private Optional<Used> aside = Optional.empty();
    private boolean counted;
    private int expected;

    /**
     * @param request the body that was sent: says how many choices must come
     */
    ChatHearing(byte[] request) {
        this.request = request;
    }

    @Override
    public Heard event(byte[] data) {
        if (Arrays.equals(data, DONE)) {
            return over();
        }
        return document(data, Shape::mayBeEvent, ChatHearing::eventBytes);
    }

    /** Counts that came aside are said at the end, unless they also came where they belong. */
    private Heard over() {
        if (counted || aside.isEmpty() || progress() != Progress.FINISHED) {
            return new Heard.Over();
        }
        counted = true;
        return new Heard.Said(Frame.meaning(List.of(aside.get())));
    }

    @Override
    public Heard whole(byte[] body) {
        Heard heard = document(body, Shape::mayBeWhole, (bytes, _) -> bytes);
        boolean empty = heard instanceof Heard.Said && begun.isEmpty();
        return empty ? wrong(Cause.EMPTY) : heard;
    }

    @Override
    public Progress progress() {
        if (begun.isEmpty()) {
            return Progress.NOTHING;
        }
        if (!begun.equals(finished) || finished.cardinality() < expected()) {
            return Progress.BEGUN;
        }
        return counted ? Progress.SETTLED : Progress.FINISHED;
    }

    /** Clients of the own dialect get the bytes when they may, otherwise what they mean. */
    private Heard document(byte[] json, Predicate<Shape> passes, Bytes bytes) {
        try {
            Chunk chunk = reader.read(json);
            if (chunk.fault().isPresent()) {
                Trouble unclear = new Malformed(Cause.ERROR_EVENT);
                return new Heard.Wrong(chunk.fault().get().meaning().orElse(unclear));
            }
            chunk.pieces().forEach(this::note);
            aside = chunk.aside().or(() -> aside);
            return new Heard.Said(
                    passes.test(chunk.shape())
                            ? new Frame(
                                    Dialect.OPENAI_CHAT,
                                    bytes.of(json, chunk.shape()),
                                    chunk.pieces())
                            : Frame.meaning(chunk.pieces()));
        } catch (IOException broken) {
            return wrong(looksLikeJson(json) ? Cause.BAD_JSON : Cause.NOT_JSON);
        }
    }

    /** What is handed on of a document. */
    private interface Bytes {
        byte[] of(byte[] json, Shape shape) throws IOException;
    }

    private static byte[] eventBytes(byte[] json, Shape shape) throws IOException {
        return shape == Shape.NULL_ERROR ? Member.without("error", json) : json;
    }

    private void note(Piece piece) {
        switch (piece) {
            case Text(int choice, String _) -> begun.set(choice);
            case Reasoning(int choice, String _) -> begun.set(choice);
            case Declined(int choice, String _) -> begun.set(choice);
            case ToolCall(int choice, int _, String _, String _) -> begun.set(choice);
            case ToolArguments(int choice, int _, String _) -> begun.set(choice);
            case Finished(int choice, FinishReason _) -> {
                begun.set(choice);
                finished.set(choice);
            }
            case Used(long _, long _) -> counted = begun.equals(finished);
            case Opaque _, Counted _ -> {
                // not said in this dialect
            }
        }
    }

    private int expected() {
        if (expected == 0) {
            expected = Choices.in(request);
        }
        return expected;
    }

    private static Heard wrong(Cause cause) {
        return new Heard.Wrong(new Malformed(cause));
    }

    private static boolean looksLikeJson(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
        return at < bytes.length && bytes[at] == '{';
    }
}
