package portcullis.disclosure.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import portcullis.kernel.TenantId;

/**
 * Where incidents are kept. Implementations block, and throw {@code StoreUnavailable} when they
 * cannot say.
 */
public interface IncidentStore {
    void add(Incident incident);

    /** Whether one of this cause was opened by itself since then. */
    boolean openedSince(TenantId tenant, Cause cause, Instant since);

    Optional<Incident> find(TenantId tenant, IncidentId id);

    /**
     * Incidents before a number, newest first.
     *
     * @param before 0 for the newest
     */
    List<Incident> list(TenantId tenant, long before, int most);

    /** Writes how a step stands; false when it was done before. */
    boolean progress(Incident incident, Incident.Progress progress);

    /** Steps of all tenants whose time is over since the last time this was asked. */
    List<Late> late(Instant now);

    /** A step whose time is over. */
    record Late(TenantId tenant, IncidentId incident, Step step) {}

    /** Open incidents and overdue steps of all tenants. */
    Standing standing(Instant now);

    /** How many there are. */
    record Standing(long open, long overdue) {}
}
