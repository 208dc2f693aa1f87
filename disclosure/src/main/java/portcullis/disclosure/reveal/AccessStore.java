package portcullis.disclosure.reveal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portcullis.kernel.KeyId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * Where requests to see values, and the log of them, are kept. Every change writes its line of the
 * log in the same transaction. Implementations block, and throw {@code StoreUnavailable} when they
 * cannot say.
 */
public interface AccessStore {
    /** Adds a request; its number is chosen here. */
    AccessRequest add(AccessRequest request);

    Optional<AccessRequest> find(TenantId tenant, AccessId id);

    /**
     * Requests before a number, newest first.
     *
     * @param before 0 for the newest
     */
    List<AccessRequest> list(TenantId tenant, long before, int most);

    /** False when somebody decided before. */
    boolean decide(AccessRequest request, AccessRequest.Decision decision);

    /** The value, for the first one who asks; empty when it was shown before or is gone. */
    Optional<SensitiveText> redeem(AccessRequest request, Instant at);

    /** Notes that a token did not work. */
    void refused(AccessRequest request, KeyId by, Instant at);

    /** Lines before a number, newest first. */
    List<AccessEntry> log(TenantId tenant, long before, int most);
}
