package portcullis.storage.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import portcullis.governance.audit.AuditLedger.Head;
import portcullis.governance.audit.AuditLedger.Sealed;
import portcullis.governance.audit.AuditLedger.Sealing;
import portcullis.governance.budget.Account;
import portcullis.governance.budget.BudgetBook;
import portcullis.governance.budget.Costs;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/**
 * The way of most batches: sealed onto the heads that this process saw last, and written in one
 * call of the server, which takes it only while those are the heads. Whatever it does not do is
 * left to a transaction.
 */
final class ShortAppend {
    private static final HexFormat HEX = HexFormat.of();
    private static final int MOST_HEADS = 10_000;
    private static final String CALL = "SELECT audit_append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Database database;
    private final Label process;
    private final ConcurrentMap<TenantId, Head> seen = new ConcurrentHashMap<>();

    ShortAppend(Database database, Label process) {
        this.database = database;
        this.process = process;
    }

    /** A batch that touches money needs a transaction of several steps. */
    private static final class Money extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Money() {
            super("", null, false, false);
        }
    }

    private static final BudgetBook NO_MONEY =
            new BudgetBook() {
                @Override
                public Opened open(Set<Costs.Sent> sent, SortedSet<Account> claimed) {
                    throw new Money();
                }

                @Override
                public void write(Changes changes) {
                    throw new Money();
                }
            };

    /** Chains end here now. */
    void saw(Map<TenantId, Head> heads) {
        if (seen.size() + heads.size() > MOST_HEADS) {
            seen.clear();
        }
        seen.putAll(heads);
    }

    /**
     * False when nothing was written: a head is not known or has moved, or the batch is empty or
     * touches money.
     *
     * @throws IllegalStateException when what {@code sealing} returns does not continue the chains
     */
    boolean append(SortedSet<TenantId> tenants, Sealing sealing) {
        Optional<Batch> batch = sealed(tenants, sealing);
        if (batch.isEmpty()) {
            return false;
        }
        try (Connection connection = database.connection();
                PreparedStatement call = connection.prepareStatement(CALL)) {
            bind(connection, call, batch.get());
            if (written(call)) {
                saw(batch.get().after);
                return true;
            }
            seen.keySet().removeAll(tenants);
            return false;
        } catch (SQLException trouble) {
            seen.clear(); // nobody knows whether it was written
            throw SqlTrouble.unavailable(trouble);
        }
    }

    /** Entries, and the heads before and after them. */
    private record Batch(
            List<Sealed> entries, Map<TenantId, Head> before, Map<TenantId, Head> after) {}

    private Optional<Batch> sealed(SortedSet<TenantId> tenants, Sealing sealing) {
        Map<TenantId, Head> before = AuditTable.byName();
        for (TenantId tenant : tenants) {
            Head head = seen.get(tenant);
            if (head == null) {
                return Optional.empty();
            }
            before.put(tenant, head);
        }
        try {
            List<Sealed> entries = sealing.seal(Map.copyOf(before), NO_MONEY);
            Map<TenantId, Head> after = AuditTable.moved(before, entries);
            before.keySet().retainAll(after.keySet());
            return entries.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Batch(entries, before, after));
        } catch (Money wanted) {
            return Optional.empty();
        }
    }

    private void bind(Connection connection, PreparedStatement call, Batch batch)
            throws SQLException {
        call.setString(1, process.value());
        call.setArray(2, connection.createArrayOf("text", names(batch.before.keySet())));
        int place = 3;
        for (Collection<Head> heads : List.of(batch.before.values(), batch.after.values())) {
            Object[] sizes = heads.stream().map(Head::size).toArray();
            call.setArray(place++, connection.createArrayOf("bigint", sizes));
            byte[][] ends =
                    heads.stream().map(head -> HEX.parseHex(head.leaf())).toArray(byte[][]::new);
            call.setArray(place++, connection.createArrayOf("bytea", ends));
        }
        List<TenantId> owners = new ArrayList<>(batch.entries.size());
        Object[] seqs = new Object[batch.entries.size()];
        byte[][] bodies = new byte[seqs.length][];
        byte[][] leaves = new byte[seqs.length][];
        for (int at = 0; at < seqs.length; at++) {
            Sealed entry = batch.entries.get(at);
            owners.add(entry.tenant());
            seqs[at] = entry.seq();
            bodies[at] = entry.body();
            leaves[at] = HEX.parseHex(entry.leaf());
        }
        call.setArray(place++, connection.createArrayOf("text", names(owners)));
        call.setArray(place++, connection.createArrayOf("bigint", seqs));
        call.setArray(place++, connection.createArrayOf("bytea", bodies));
        call.setArray(place, connection.createArrayOf("bytea", leaves));
    }

    private static Object[] names(Collection<TenantId> tenants) {
        return tenants.stream().map(TenantId::value).toArray();
    }

    private static boolean written(PreparedStatement call) throws SQLException {
        try (ResultSet answer = call.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
