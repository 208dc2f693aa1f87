package portcullis.storage.postgres;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import portcullis.kernel.TenantId;
import portcullis.library.Hash;
import portcullis.library.VectorMemory;

/** Remembered vectors in PostgreSQL. */
public final class VectorTable implements VectorMemory {
    private final Database database;

    VectorTable(Database database) {
        this.database = database;
    }

    @Override
    public Map<Hash, float[]> recall(TenantId tenant, String space, Collection<Hash> texts) {
        List<String> wanted = texts.stream().map(Hash::hex).distinct().toList();
        return wanted.isEmpty()
                ? Map.of()
                : database.within(tenant, handle -> found(handle, tenant, space, wanted));
    }

    private static Map<Hash, float[]> found(
            Handle handle, TenantId tenant, String space, List<String> wanted) {
        Map<Hash, float[]> found = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT hash, vector FROM library_vectors
                        WHERE tenant = :tenant AND space = :space
                          AND hash IN (SELECT decode(h, 'hex') FROM unnest(:wanted) h)
                        """)
                .bind("tenant", tenant.value())
                .bind("space", space)
                .bindArray("wanted", String.class, wanted)
                .map((row, _) -> Map.entry(LibraryRows.hash(row.getBytes("hash")), vector(row)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    @Override
    public void remember(TenantId tenant, String space, Map<Hash, float[]> vectors) {
        if (!vectors.isEmpty()) {
            database.within(tenant, handle -> kept(handle, tenant, space, vectors));
        }
    }

    private static int kept(
            Handle handle, TenantId tenant, String space, Map<Hash, float[]> vectors) {
        Tenants.ensure(handle, tenant);
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO library_vectors (tenant, space, hash, vector)
                        VALUES (:tenant, :space, :hash, :vector) ON CONFLICT DO NOTHING
                        """);
        // One order for all writers, so that two of them cannot wait for each other.
        vectors.entrySet().stream()
                .sorted((a, b) -> a.getKey().hex().compareTo(b.getKey().hex()))
                .forEach(
                        entry ->
                                batch.bind("tenant", tenant.value())
                                        .bind("space", space)
                                        .bind("hash", LibraryRows.bytes(entry.getKey()))
                                        .bind("vector", bytes(entry.getValue()))
                                        .add());
        return batch.execute().length;
    }

    /** The column of that name, length 0 when it is null. */
    static float[] vector(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("vector");
        if (bytes == null) {
            return new float[0];
        }
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }
}
