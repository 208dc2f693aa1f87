package portcullis.apps.assistant;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.library.retrieve.Retrieved;

/**
 * What the assistant says (AST-2).
 *
 * @param text the sentences with their marks, or the fixed sentence of an abstention
 * @param sources those that a sentence cites, by number
 * @param withheld how many sentences of the model failed the check
 * @param degraded ways of searching that were not available
 * @param trace names this answer in audit and log
 * @param model that was asked, as configured
 * @param usage what it took; nothing when the model was not asked
 */
public record Answer(
        SensitiveText text,
        List<Sentence> sentences,
        List<Source> sources,
        int withheld,
        Optional<Abstention> abstained,
        Set<Retrieved.Leg> degraded,
        RequestId trace,
        Label model,
        Usage usage) {
    public Answer {
        sentences = List.copyOf(sentences);
        sources = List.copyOf(sources);
        degraded = Set.copyOf(degraded);
    }

    /**
     * What the model call took.
     *
     * @param estimated true when the tokens were counted here and not reported
     * @param cached true when the answer was remembered from an earlier call
     */
    public record Usage(long inputTokens, long outputTokens, boolean estimated, boolean cached) {
        static final Usage NONE = new Usage(0, 0, false, false);
    }
}
