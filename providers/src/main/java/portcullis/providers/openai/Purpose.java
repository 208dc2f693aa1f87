package portcullis.providers.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import portcullis.gateway.screen.Screened;

/**
 * What vectors are for, where a vendor's models make different ones of questions and of passages.
 * Whoever indexes documents says {@code "input_type": "passage"}; who says nothing asks.
 */
final class Purpose {
    private static final String FIELD = "input_type";
    private static final byte[] QUERY = "\"input_type\":\"query\",".getBytes(US_ASCII);

    private Purpose() {}

    static byte[] given(Screened request, byte[] body) {
        AtomicBoolean said = new AtomicBoolean();
        request.eachField(Set.of(), (name, _) -> said.compareAndSet(false, name.equals(FIELD)));
        if (said.get()) {
            return body;
        }
        int inside = 1;
        while (body[inside - 1] != '{') {
            inside++;
        }
        ByteArrayOutputStream with = new ByteArrayOutputStream(body.length + QUERY.length);
        with.write(body, 0, inside);
        with.writeBytes(QUERY);
        with.write(body, inside, body.length - inside);
        return with.toByteArray();
    }
}
