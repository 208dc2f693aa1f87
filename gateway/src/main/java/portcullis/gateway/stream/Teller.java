package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import java.time.Clock;
import portcullis.gateway.Familiar;
import portcullis.gateway.screen.Screened;

/** Tells answers to callers in their own dialect. */
public final class Teller {
    private final JsonFactory json =
            JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
    private final Clock clock;
    private final Familiar familiar;

    /**
     * @param clock dates answers that their vendor did not date
     * @param familiar hears of what a vendor wants back byte for byte
     */
    public Teller(Clock clock, Familiar familiar) {
        this.clock = clock;
        this.familiar = familiar;
    }

    /** One whose callers bring nothing back. */
    public Teller(Clock clock) {
        this(clock, new Familiar(new byte[32], System::nanoTime));
    }

    /** The telling of one answer, for one caller, from its first byte. */
    public Telling begin(Screened request) {
        Voices voices = new Voices(request, familiar);
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
