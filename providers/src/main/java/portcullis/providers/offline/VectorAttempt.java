package portcullis.providers.offline;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import portcullis.gateway.Dialect;
import portcullis.gateway.EmbeddingList;
import portcullis.gateway.EmbeddingQuestion;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;

/** One answer of the embedding model in this process, on a thread of its own. */
final class VectorAttempt implements Attempt {
    private final Ask ask;
    private final Signals signals;
    private final TextVectors vectors;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    VectorAttempt(Ask ask, Signals signals, TextVectors vectors) {
        this.ask = ask;
        this.signals = signals;
        this.vectors = vectors;
    }

    void run() {
        try {
            answer(EmbeddingQuestion.of(ask.request().body()));
        } catch (StoreUnavailable noModel) {
            fail(new Unavailable(Cause.SERVER_ERROR));
        }
    }

    private void answer(EmbeddingQuestion question) {
        if (question.dimensions().orElse(vectors.dimension()) != vectors.dimension()) {
            fail(new Rejected(Reason.BAD_REQUEST));
            return;
        }
        List<SensitiveText> texts = question.texts().stream().map(SensitiveText::of).toList();
        long tokens = 0;
        for (SensitiveText text : texts) {
            int count = vectors.tokens(text);
            if (count == 0 || count > vectors.mostTokens()) {
                fail(new Rejected(count == 0 ? Reason.BAD_REQUEST : Reason.CONTEXT_TOO_LONG));
                return;
            }
            tokens += count;
        }
        say(new EmbeddingList(vectors.of(texts, ask.deadline()), OptionalLong.of(tokens)));
    }

    private void say(EmbeddingList list) {
        if (cancelled.get()) {
            return;
        }
        long tokens = list.tokens().orElse(0);
        byte[] json = list.document(EmbeddingList.Encoding.BASE64, ask.model(), tokens);
        List<Piece> pieces =
                List.of(new Piece.Finished(0, FinishReason.STOP), new Piece.Used(tokens, 0));
        signals.frame(new Frame(Dialect.OPENAI_EMBEDDINGS, json, pieces));
        signals.done();
    }

    private void fail(Trouble trouble) {
        if (!cancelled.get()) {
            signals.failed(trouble);
        }
    }

    /** The text that is being worked on is finished; nobody hears of it. */
    @Override
    public void cancel() {
        cancelled.set(true);
    }

    /** One answer, which is told at once. */
    @Override
    public void pause() {}

    @Override
    public void resume() {}
}
