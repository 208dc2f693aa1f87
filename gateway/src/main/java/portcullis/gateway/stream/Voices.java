package portcullis.gateway.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import portcullis.gateway.Familiar;
import portcullis.gateway.route.Frame;
import portcullis.gateway.screen.Screened;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.privacy.Inspection;
import portcullis.privacy.Unread;
import portcullis.privacy.release.Releasing;
import portcullis.privacy.restore.Restoring;

/**
 * The texts of one answer, each with its own state machines: what the model says of its own is
 * masked (SCR-38), then what stands for the caller's values is restored (SCR-35 to SCR-37).
 */
final class Voices {
    private final Screened request;
    private final Inspection inspection;
    private final Familiar familiar;
    private final Map<Voice, Utterance> speaking = new LinkedHashMap<>();
    private long masked;

    /** A text on its way. */
    private record Utterance(Releasing releasing, Restoring restoring) {
        String feed(String text) {
            return restoring.feed(releasing.feed(text));
        }

        String finish() {
            return restoring.feed(releasing.finish()) + restoring.finish();
        }
    }

    /**
     * @param inspection reads what is told
     * @param familiar hears of what a vendor wants back byte for byte
     */
    Voices(Screened request, Inspection inspection, Familiar familiar) {
        this.request = request;
        this.inspection = inspection;
        this.familiar = familiar;
    }

    /** A frame is about to be told. */
    void hear(Frame frame) {
        familiar.hear(request.tenant(), frame);
    }

    /** Findings of the answer's own that were masked in texts that are over. */
    long masked() {
        return masked;
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
        return speaking.computeIfAbsent(voice, this::utterance).feed(text);
    }

    /** Whether a finding may stand in what this voice holds, or one stood in what it said. */
    boolean suspect(Voice voice) {
        Utterance utterance = speaking.get(voice);
        return masked > 0
                || (utterance != null
                        && (utterance.releasing().masked() > 0
                                || utterance.releasing().suspects()));
    }

    /** What this voice had still held; it says nothing more. */
    String close(Voice voice) {
        Utterance utterance = speaking.remove(voice);
        return utterance == null ? "" : finish(utterance);
    }

    /**
     * What is told of a text when its answer fails: all of it, when it can still be read.
     *
     * @param refusal nothing when this says that it cannot
     */
    String rest(Voice voice, Refusal refusal) {
        Utterance utterance = speaking.remove(voice);
        boolean unread =
                refusal.code() == RefusalCode.SCAN_FAILED
                        || refusal.code() == RefusalCode.SCAN_TIMEOUT;
        if (utterance == null || unread) {
            return "";
        }
        try {
            return finish(utterance);
        } catch (Unread broken) {
            return "";
        }
    }

    private String finish(Utterance utterance) {
        String rest = utterance.finish();
        masked += utterance.releasing().masked();
        return rest;
    }

    /** A text that came whole. */
    String whole(Voice voice, String text) {
        Utterance utterance = utterance(voice);
        return utterance.feed(text) + finish(utterance);
    }

    /** A text that nobody here knows the meaning of: read, and nothing restored in it (SCR-39). */
    String unknown(String text) {
        Releasing releasing = inspection.releasing(Releasing.Form.TEXT);
        String read = releasing.feed(text) + releasing.finish();
        masked += releasing.masked();
        return read;
    }

    private Utterance utterance(Voice voice) {
        boolean json = voice.tool() != Voice.NO_TOOL;
        return new Utterance(
                inspection.releasing(json ? Releasing.Form.JSON : Releasing.Form.TEXT),
                request.mapping()
                        .restoring(json ? Restoring.Level.JSON_STRING : Restoring.Level.TEXT));
    }
}
