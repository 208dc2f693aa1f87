package portcullis.privacy;

import java.time.Duration;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/** An answer could not be read to its end: what is not told yet must not be told (SCR-41). */
public final class Unread extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RefusalCode code;

    /** For this reason. Carries neither text nor cause: both may hold what was read (SCR-60). */
    public Unread(RefusalCode code) {
        super("an answer could not be read: " + code, null, false, false);
        this.code = code;
    }

    public RefusalCode code() {
        return code;
    }

    /** What the caller is told, and when to ask again. */
    public Refusal refusal() {
        return Refusal.of(code).after(PAUSE);
    }
}
