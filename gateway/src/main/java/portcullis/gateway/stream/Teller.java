package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import java.time.Clock;
import portcullis.gateway.Familiar;
import portcullis.gateway.screen.Screened;
import portcullis.privacy.Inspection;

/** Tells answers to callers in their own dialect. */
public final class Teller {
    private final JsonFactory json =
            JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
    private final Clock clock;
    private final Inspection inspection;
    private final Familiar familiar;

    /**
     * @param clock dates answers that their vendor did not date
     * @param inspection reads what answers say
     * @param familiar hears of what a vendor wants back byte for byte
     */
    public Teller(Clock clock, Inspection inspection, Familiar familiar) {
        this.clock = clock;
        this.inspection = inspection;
        this.familiar = familiar;
    }

    /** One whose callers bring nothing back. */
    public Teller(Clock clock) {
        this(clock, Inspection.firstWidth(), new Familiar(new byte[32], System::nanoTime));
    }

    /** The telling of one answer, for one caller, from its first byte. */
    public Telling begin(Screened request) {
        Voices voices = new Voices(request, inspection, familiar);
        return switch (request.dialect()) {
            case OPENAI_CHAT ->
                    new ChatTelling(request, json, voices, () -> clock.instant().getEpochSecond());
            case OPENAI_EMBEDDINGS -> new EmbeddingsTelling(request);
            case OPENAI_RESPONSES ->
                    new ResponsesTelling(request, voices, clock.instant().getEpochSecond());
            case ANTHROPIC_MESSAGES -> new MessagesTelling(request, json, voices);
            case ANTHROPIC_COUNT -> new CountTelling(json);
        };
    }
}
