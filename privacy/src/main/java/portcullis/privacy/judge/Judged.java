package portcullis.privacy.judge;

import java.util.List;

/**
 * One verdict about a whole specimen.
 *
 * @param covers everything found in texts, ordered by leaf and start
 * @param masked the covers whose text is to be replaced
 */
public record Judged(Verdict verdict, List<Cover> covers, List<Cover> masked) {
    /** What happens to the specimen; later is stricter. */
    public enum Verdict {
        PASS,
        MASK,
        BLOCK
    }

    public Judged {
        covers = List.copyOf(covers);
        masked = List.copyOf(masked);
    }

    /** The same for a reader who is only told: what would be blocked is masked. */
    public Judged unblocked() {
        Verdict softer = masked.isEmpty() ? Verdict.PASS : Verdict.MASK;
        return verdict == Verdict.BLOCK ? new Judged(softer, covers, masked) : this;
    }
}
