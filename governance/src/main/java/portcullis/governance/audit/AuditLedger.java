package portcullis.governance.audit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import portcullis.governance.budget.BudgetBook;
import portcullis.governance.budget.Held;
import portcullis.kernel.TenantId;

/**
 * Where the audit chains are kept: one chain per tenant, without gaps or forks (GOV-49).
 * Implementations block and throw {@code StoreUnavailable}; after a throw nothing was written,
 * unless the connection broke during the commit itself, which nobody can know.
 */
public interface AuditLedger {

    /**
     * The end of a chain.
     *
     * @param size number of entries; the next entry has {@code seq = size + 1}
     * @param leaf leaf hash of the last entry, 64 hex digits; of an empty chain the hash of no
     *     bytes
     */
    record Head(long size, String leaf) {}

    /**
     * An entry as it is stored and hashed.
     *
     * @param body canonical JSON (RFC 8785); its fields {@code kind} ("intent", "receipt", …),
     *     {@code request} and {@code time} are what queries use
     * @param leaf SHA-256(0x00 ‖ body), 64 hex digits
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by leaf
    record Sealed(TenantId tenant, long seq, byte[] body, String leaf) {}

    /** Continues the chains inside the transaction, and moves money with them. */
    interface Sealing {
        List<Sealed> seal(Map<TenantId, Head> heads, BudgetBook book);
    }

    /**
     * In one synchronously committed transaction: locks the heads of these tenants in order, lets
     * {@code sealing} continue the chains and write its budgets, stores what it returns and moves
     * the heads (GOV-30).
     */
    void append(SortedSet<TenantId> tenants, Sealing sealing);

    /** {@link #append(SortedSet, Sealing)} without money. */
    default void append(
            SortedSet<TenantId> tenants, Function<Map<TenantId, Head>, List<Sealed>> seal) {
        append(tenants, (heads, _) -> seal.apply(heads));
    }

    /** Entries of a tenant in order, beginning with {@code fromSeq}, at most {@code max}. */
    List<Sealed> read(TenantId tenant, long fromSeq, int max);

    /** Tenants that have a chain. */
    List<TenantId> tenants();

    /**
     * Intents older than {@code before} whose request has no receipt and whose process is dead, at
     * most {@code max}. They belong to the asking process from now on.
     */
    List<Sealed> unfinished(Instant before, int max);

    /**
     * Reservations of dead processes whose request is closed, at most {@code max}. They belong to
     * the asking process from now on.
     */
    default List<Held> orphans(int max) {
        return List.of();
    }

    /** The processes that write here; empty when there can be only one. */
    default Optional<Presence> presence() {
        return Optional.empty();
    }

    /** The end of a tenant's chain; by default through an append of nothing. */
    default Head head(TenantId tenant) {
        SortedSet<TenantId> one = new TreeSet<>(Comparator.comparing(TenantId::value));
        one.add(tenant);
        AtomicReference<Head> found = new AtomicReference<>(new Head(0, Leaf.EMPTY));
        append(
                one,
                heads -> {
                    found.set(heads.getOrDefault(tenant, found.get()));
                    return List.of();
                });
        return found.get();
    }
}
