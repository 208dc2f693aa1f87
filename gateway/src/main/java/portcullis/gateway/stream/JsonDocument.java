package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes one JSON object into memory. */
final class JsonDocument {
    private JsonDocument() {}

    /** Writes into an open JSON object. */
    interface Part {
        void write(JsonGenerator to) throws IOException;
    }

    static byte[] of(JsonFactory json, Part part) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator to = json.createGenerator(out)) {
            to.writeStartObject();
            part.write(to);
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }
}
