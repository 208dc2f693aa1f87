package portcullis.gateway.stream;

import java.util.List;
import portcullis.gateway.Dialect;
import portcullis.gateway.EmbeddingList;
import portcullis.gateway.EmbeddingQuestion;
import portcullis.gateway.SpokenRefusal;
import portcullis.gateway.route.Frame;
import portcullis.gateway.screen.Screened;
import portcullis.kernel.Refusal;

/**
 * Tells vectors in the encoding that the caller asked for, under the caller's name of the model.
 * There is nothing to restore, and no stream.
 */
final class EmbeddingsTelling implements Telling {
    private static final int BYTES_PER_TOKEN = 3;

    private final Screened request;

    EmbeddingsTelling(Screened request) {
        this.request = request;
    }

    @Override
    public byte[] whole(Frame frame) {
        EmbeddingQuestion asked = EmbeddingQuestion.of(request.body());
        EmbeddingList list =
                EmbeddingList.read(frame.json(), asked.texts().size())
                        .orElseThrow(
                                () -> new IllegalStateException("a provider checks its answer"));
        long estimate = (request.body().length + BYTES_PER_TOKEN - 1L) / BYTES_PER_TOKEN;
        return list.document(asked.encoding(), request.wishes().model(), estimate);
    }

    @Override
    public List<byte[]> event(Frame frame) {
        throw noStream();
    }

    @Override
    public List<byte[]> end() {
        throw noStream();
    }

    @Override
    public List<byte[]> failed(Refusal refusal) {
        return List.of(
                SpokenRefusal.of(Dialect.OPENAI_EMBEDDINGS, request.request(), refusal).event());
    }

    @Override
    public void handOver() {}

    @Override
    public byte[] heartbeat() {
        throw noStream();
    }

    @Override
    public byte[] comment(String ascii) {
        return Sse.comment(ascii);
    }

    private static IllegalStateException noStream() {
        return new IllegalStateException("vectors are never streamed");
    }
}
