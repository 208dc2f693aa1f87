package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import portcullis.gateway.screen.Screened;

/** Tells answers to callers in their own dialect. */
public final class Teller {
    private final JsonFactory json =
            JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    /** The telling of one answer, for one caller, from its first byte. */
    public Telling begin(Screened request) {
        return new Telling(request, json);
    }
}
