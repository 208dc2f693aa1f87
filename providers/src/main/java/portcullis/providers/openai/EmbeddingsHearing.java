package portcullis.providers.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.EmbeddingList;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.providers.line.Heard;
import portcullis.providers.line.Hearing;

/** Understands one answer of vectors, and refuses one that is not whole. */
final class EmbeddingsHearing implements Hearing {
    private final int expected;

    /**
     * @param expected how many texts were asked about
     */
    EmbeddingsHearing(int expected) {
        this.expected = expected;
    }

    @Override
    public Heard event(byte[] data) {
        return new Heard.Wrong(new Malformed(Cause.BAD_FRAMING));
    }

    @Override
    public Heard whole(byte[] body) {
        Optional<EmbeddingList> list = EmbeddingList.read(body, expected);
        if (list.isEmpty()) {
            return new Heard.Wrong(new Malformed(Cause.BAD_JSON));
        }
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece.Finished(0, FinishReason.STOP));
        list.get().tokens().ifPresent(tokens -> pieces.add(new Piece.Used(tokens, 0)));
        return new Heard.Said(new Frame(Dialect.OPENAI_EMBEDDINGS, body, pieces));
    }

    @Override
    public Progress progress() {
        return Progress.NOTHING;
    }
}
