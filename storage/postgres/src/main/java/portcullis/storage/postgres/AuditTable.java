package portcullis.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import portcullis.governance.audit.AuditLedger;
import portcullis.governance.audit.Presence;
import portcullis.governance.budget.Held;
import portcullis.kernel.TenantId;

/**
 * Audit chains in PostgreSQL (GOV-45, GOV-48, GOV-49). A batch is one transaction of four
 * statements, however many entries it has, or one call where that is enough. The server itself
 * checks each leaf against its body, refuses to change or remove an entry, and moves a head only
 * onto a complete chain.
 */
public final class AuditTable implements AuditLedger {
    private static final HexFormat HEX = HexFormat.of();
    private static final String NO_LEAF =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    // Two processes that take over at the same time wait for each other here; one finds nothing.
    private static final String TAKE_OVER =
            """
            WITH mine AS (
                UPDATE audit_open t SET process = :self, taken = true
                WHERE (t.tenant, t.seq) IN (
                    SELECT o.tenant, o.seq FROM audit_open o
                    WHERE o.time < :before
                      AND (o.taken AND o.process = :self
                           OR NOT EXISTS (
                               SELECT FROM processes p
                               WHERE p.id = o.process
                                 AND p.seen > clock_timestamp() - make_interval(secs => :silence)))
                    ORDER BY o.time, o.tenant, o.seq LIMIT :max FOR UPDATE)
                RETURNING t.tenant, t.seq, t.time)
            """;
    private static final String COLUMNS =
            "SELECT e.tenant, e.seq, e.body, e.leaf FROM audit_entries e ";

    private final Database database;
    private final Processes processes;
    private final ShortAppend shortly;

    public AuditTable(Database database) {
        this(database, Processes.Rhythm.STANDARD);
    }

    AuditTable(Database database, Processes.Rhythm rhythm) {
        this.database = database;
        this.processes = new Processes(database, rhythm);
        this.shortly = new ShortAppend(database, processes.self());
    }

    /**
     * {@inheritDoc} Heads are locked in the order of their names, whatever order the set has, so
     * two batches never wait for each other in a circle.
     *
     * @throws IllegalStateException when what {@code seal} returns does not continue the chains;
     *     nothing is written then
     */
    @Override
    public void append(SortedSet<TenantId> tenants, Sealing sealing) {
        if (processes.silentForLong() || !shortly.append(tenants, sealing)) {
            database.acrossTenants(handle -> appended(handle, tenants, sealing)).run();
        }
    }

    @Override
    public Optional<Presence> presence() {
        return Optional.of(processes);
    }

    @Override
    public List<Sealed> read(TenantId tenant, long fromSeq, int max) {
        return database.within(
                tenant,
                handle ->
                        handle.createQuery(
                                        COLUMNS
                                                + "WHERE e.tenant = :tenant AND e.seq >= :from"
                                                + " ORDER BY e.seq LIMIT :max")
                                .bind("tenant", tenant.value())
                                .bind("from", fromSeq)
                                .bind("max", max)
                                .map((row, _) -> sealed(row))
                                .list());
    }

    @Override
    public List<TenantId> tenants() {
        return database.acrossTenants(
                handle ->
                        handle.createQuery(
                                        "SELECT tenant FROM audit_heads WHERE size > 0 ORDER BY"
                                                + " tenant")
                                .map((row, _) -> new TenantId(row.getString(1)))
                                .list());
    }

    @Override
    public List<Sealed> unfinished(Instant before, int max) {
        processes.beat(); // who takes over is alive
        return database.acrossTenants(handle -> takenOver(handle, before, max));
    }

    private List<Sealed> takenOver(Handle handle, Instant before, int max) {
        return handle.createQuery(
                        TAKE_OVER
                                + COLUMNS
                                + "JOIN mine o ON o.tenant = e.tenant AND o.seq = e.seq"
                                + " ORDER BY o.time, e.tenant, e.seq")
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("self", processes.self().value())
                .bind("silence", processes.dead().toMillis() / 1000.0)
                .bind("max", max)
                .map((row, _) -> sealed(row))
                .list();
    }

    @Override
    public List<Held> orphans(int max) {
        return database.acrossTenants(
                handle ->
                        new BudgetRows(handle, processes.self())
                                .takenOver(processes.dead().toMillis() / 1000.0, max));
    }

    private Runnable appended(Handle handle, SortedSet<TenantId> tenants, Sealing sealing) {
        Runnable spoken = processes.beatAlong(handle);
        Map<TenantId, Head> heads = locked(handle, tenants);
        List<Sealed> entries =
                sealing.seal(Map.copyOf(heads), new BudgetRows(handle, processes.self()));
        Map<TenantId, Head> moved = moved(heads, entries);
        if (!entries.isEmpty()) {
            store(handle, entries);
            move(handle, moved);
        }
        return () -> {
            spoken.run();
            shortly.saw(heads);
            shortly.saw(moved);
        };
    }

    private Map<TenantId, Head> locked(Handle handle, SortedSet<TenantId> tenants) {
        String[] names = tenants.stream().map(TenantId::value).sorted().toArray(String[]::new);
        Map<TenantId, Head> heads = heads(handle, names);
        if (heads.size() < names.length) {
            begin(handle, names);
            heads = heads(handle, names);
        }
        return heads;
    }

    private Map<TenantId, Head> heads(Handle handle, String[] names) {
        Map<TenantId, Head> heads = byName();
        handle.createQuery(
                        "SELECT tenant, size, leaf, set_config('portcullis.process', :self, true)"
                                + " FROM audit_heads WHERE tenant = ANY(:names)"
                                + " ORDER BY tenant FOR UPDATE")
                .bind("self", processes.self().value())
                .bindArray("names", String.class, (Object[]) names)
                .map((row, _) -> Map.entry(new TenantId(row.getString("tenant")), head(row)))
                .forEach(found -> heads.put(found.getKey(), found.getValue()));
        return heads;
    }

    private static void begin(Handle handle, String[] names) {
        handle.createUpdate(
                        "INSERT INTO audit_heads (tenant, size, leaf)"
                                + " SELECT name, 0, :leaf FROM unnest(:names) AS name ORDER BY name"
                                + " ON CONFLICT (tenant) DO NOTHING")
                .bind("leaf", HEX.parseHex(NO_LEAF))
                .bindArray("names", String.class, (Object[]) names)
                .execute();
    }

    static Map<TenantId, Head> byName() {
        return new TreeMap<>(Comparator.comparing(TenantId::value));
    }

    static Map<TenantId, Head> moved(Map<TenantId, Head> heads, List<Sealed> entries) {
        Map<TenantId, Head> moved = byName();
        for (Sealed entry : entries) {
            Head end = moved.getOrDefault(entry.tenant(), heads.get(entry.tenant()));
            if (end == null || entry.seq() != end.size() + 1) {
                throw new IllegalStateException("an entry does not continue its chain");
            }
            moved.put(entry.tenant(), new Head(entry.seq(), entry.leaf()));
        }
        return moved;
    }

    private static void store(Handle handle, List<Sealed> entries) {
        List<String> tenants = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        List<byte[]> bodies = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        for (Sealed entry : entries) {
            tenants.add(entry.tenant().value());
            seqs.add(entry.seq());
            bodies.add(entry.body());
            leaves.add(HEX.parseHex(entry.leaf()));
        }
        handle.createUpdate(
                        "INSERT INTO audit_entries (tenant, seq, body, leaf)"
                                + " SELECT * FROM unnest(:tenants, :seqs, :bodies, :leaves)")
                .bindArray("tenants", String.class, tenants)
                .bindArray("seqs", Long.class, seqs)
                .bind("bodies", bytes(bodies))
                .bind("leaves", bytes(leaves))
                .execute();
    }

    private static void move(Handle handle, Map<TenantId, Head> moved) {
        List<Head> heads = List.copyOf(moved.values());
        List<byte[]> leaves = heads.stream().map(head -> HEX.parseHex(head.leaf())).toList();
        handle.createUpdate(
                        "UPDATE audit_heads h SET size = n.size, leaf = n.leaf"
                                + " FROM unnest(:tenants, :sizes, :leaves) AS n(tenant, size, leaf)"
                                + " WHERE h.tenant = n.tenant")
                .bindArray(
                        "tenants",
                        String.class,
                        moved.keySet().stream().map(TenantId::value).toList())
                .bindArray("sizes", Long.class, heads.stream().map(Head::size).toList())
                .bind("leaves", bytes(leaves))
                .execute();
    }

    // Jdbi would pass an Object[], in which the driver takes no bytes.
    private static Argument bytes(List<byte[]> values) {
        byte[][] all = values.toArray(byte[][]::new);
        return (position, statement, _) ->
                statement.setArray(position, statement.getConnection().createArrayOf("bytea", all));
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(row.getLong("size"), HEX.formatHex(row.getBytes("leaf")));
    }

    private static Sealed sealed(ResultSet row) throws SQLException {
        return new Sealed(
                new TenantId(row.getString("tenant")),
                row.getLong("seq"),
                row.getBytes("body"),
                HEX.formatHex(row.getBytes("leaf")));
    }
}
