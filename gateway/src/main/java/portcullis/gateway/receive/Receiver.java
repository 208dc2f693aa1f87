package portcullis.gateway.receive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import portcullis.gateway.Raw;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * Understands a request in its caller's dialect in one pass over the original bytes. Refuses what
 * is not strict JSON in UTF-8 (a field twice in one object included: vendors disagree which one
 * counts), known fields of a wrong type, and bodies nested deeper than 64 or with more leaves or
 * text than one screening reads (GTW-11, GTW-18, SCR-9). Unknown fields stay.
 */
public final class Receiver {
    private static final int DEEPEST = 64;

    private final JsonFactory json =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxNumberLength(1000)
                                    .build())
                    .build();

    public Outcome<Received> receive(Raw raw) {
        if (!isStrictUtf8(raw.body())) {
            return Outcome.refused(RefusalCode.MALFORMED_JSON);
        }
        return read(raw);
    }

    private Outcome<Received> read(Raw raw) {
        try (JsonParser parser = json.createParser(raw.body())) {
            return new Reading(raw, parser).read();
        } catch (StreamConstraintsException e) {
            return Outcome.refused(Refusal.of(RefusalCode.BAD_REQUEST).withLimit(DEEPEST));
        } catch (JsonProcessingException e) {
            return Outcome.refused(RefusalCode.MALFORMED_JSON);
        } catch (IOException e) {
            throw new UncheckedIOException("reading bytes in memory cannot fail", e);
        }
    }

    /** Also refuses NUL, which no JSON text holds and which betrays UTF-16 and UTF-32. */
    private static boolean isStrictUtf8(byte[] body) {
        boolean ascii = true;
        for (byte unit : body) {
            if (unit == 0) {
                return false;
            }
            ascii &= unit > 0;
        }
        return ascii || (body[0] != (byte) 0xEF && decodes(body));
    }

    private static boolean decodes(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
