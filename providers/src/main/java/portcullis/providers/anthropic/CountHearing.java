package portcullis.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece.Counted;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.providers.line.Heard;
import portcullis.providers.line.Hearing;

/** Understands how many tokens a request has: {@code {"input_tokens": N}}, never streamed. */
final class CountHearing implements Hearing {

    @Override
    public Heard event(byte[] data) {
        return wrong(Cause.BAD_FRAMING);
    }

    @Override
    public Heard whole(byte[] body) {
        try {
            JsonNode tokens = Question.JSON.readTree(body).path("input_tokens");
            return tokens.isIntegralNumber() && tokens.asLong() >= 0
                    ? new Heard.Said(
                            new Frame(
                                    Dialect.ANTHROPIC_COUNT,
                                    body,
                                    List.of(new Counted(tokens.asLong()))))
                    : wrong(Cause.EMPTY);
        } catch (IOException broken) {
            return wrong(Cause.BAD_JSON);
        }
    }

    @Override
    public Progress progress() {
        return Progress.NOTHING;
    }

    private static Heard wrong(Cause cause) {
        return new Heard.Wrong(new Malformed(cause));
    }
}
