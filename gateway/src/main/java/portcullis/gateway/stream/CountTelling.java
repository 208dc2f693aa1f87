package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.JsonText;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.kernel.Refusal;

/** Tells how many tokens a Messages request has: one small document, never a stream. */
final class CountTelling implements Telling {
    private final JsonFactory json;

    CountTelling(JsonFactory json) {
        this.json = json;
    }

    @Override
    public byte[] whole(Frame frame) {
        if (frame.spoken().equals(Optional.of(Dialect.ANTHROPIC_COUNT))) {
            return frame.json();
        }
        long tokens =
                frame.pieces().stream()
                        .filter(Piece.Counted.class::isInstance)
                        .mapToLong(piece -> ((Piece.Counted) piece).inputTokens())
                        .sum();
        return JsonDocument.of(json, to -> to.writeNumberField("input_tokens", tokens));
    }

    @Override
    public List<byte[]> event(Frame frame) {
        return List.of();
    }

    @Override
    public List<byte[]> end() {
        return List.of();
    }

    @Override
    public void handOver() {
        // a number has no second half
    }

    @Override
    public List<byte[]> failed(Refusal refusal) {
        return List.of();
    }

    @Override
    public byte[] heartbeat() {
        return JsonText.ascii("");
    }

    @Override
    public byte[] comment(String ascii) {
        return Sse.comment(ascii);
    }
}
