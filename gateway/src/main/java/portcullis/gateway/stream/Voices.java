package portcullis.gateway.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import portcullis.gateway.Familiar;
import portcullis.gateway.route.Frame;
import portcullis.gateway.screen.Screened;
import portcullis.privacy.Mapping;
import portcullis.privacy.restore.Restoring;
import portcullis.privacy.restore.Restoring.Level;

/** Restores the texts of one answer, each with its own state machine (SCR-35 to SCR-37). */
final class Voices {
    private final Screened request;
    private final Familiar familiar;
    private final Map<Voice, Restoring> speaking = new LinkedHashMap<>();

    /**
     * @param familiar hears of what a vendor wants back byte for byte
     */
    Voices(Screened request, Familiar familiar) {
        this.request = request;
        this.familiar = familiar;
    }

    /** A frame is about to be told. */
    void hear(Frame frame) {
        familiar.hear(request.tenant(), frame);
    }

    boolean silent() {
        return mapping().isEmpty();
    }

    private Mapping mapping() {
        return request.mapping();
    }

    /** Those of a choice that may still hold something. */
    List<Voice> of(int choice) {
        return speaking.keySet().stream().filter(voice -> voice.choice() == choice).toList();
    }

    /** All that may still hold something, in the order in which they began. */
    List<Voice> all() {
        return List.copyOf(speaking.keySet());
    }

    /** What of this voice's text may be said now. */
    String feed(Voice voice, String text) {
        return speaking.computeIfAbsent(voice, _ -> restoring(voice)).feed(text);
    }

    /** What this voice had still held; it says nothing more. */
    String close(Voice voice) {
        Restoring restoring = speaking.remove(voice);
        return restoring == null ? "" : restoring.finish();
    }

    /** A text that came whole. */
    String whole(Voice voice, String text) {
        Restoring restoring = restoring(voice);
        return restoring.feed(text) + restoring.finish();
    }

    private Restoring restoring(Voice voice) {
        Level level = voice.tool() == Voice.NO_TOOL ? Level.TEXT : Level.JSON_STRING;
        return mapping().restoring(level);
    }
}
