package portcullis.gateway.stream;

import java.util.HashMap;
import java.util.Map;
import portcullis.privacy.Mapping;
import portcullis.privacy.restore.Restoring;
import portcullis.privacy.restore.Restoring.Level;

/** Restores the texts of one answer, each with its own state machine (SCR-35 to SCR-37). */
final class Voices {
    private final Mapping mapping;
    private final Map<Voice, Restoring> speaking = new HashMap<>();

    Voices(Mapping mapping) {
        this.mapping = mapping;
    }

    boolean silent() {
        return mapping.isEmpty();
    }

    /** What of this voice's text may be said now. */
    String feed(Voice voice, String text) {
        return speaking.computeIfAbsent(voice, _ -> mapping.restoring(level(voice))).feed(text);
    }

    /** What this voice had still held; it says nothing more. */
    String close(Voice voice) {
        Restoring restoring = speaking.remove(voice);
        return restoring == null ? "" : restoring.finish();
    }

    /** A text that came whole. */
    String whole(Voice voice, String text) {
        Restoring restoring = mapping.restoring(level(voice));
        return restoring.feed(text) + restoring.finish();
    }

    private static Level level(Voice voice) {
        return voice.tool() == Voice.NO_TOOL ? Level.TEXT : Level.JSON_STRING;
    }
}
