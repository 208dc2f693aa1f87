package portcullis.gateway.stream;

import java.time.Duration;
import java.util.List;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/**
 * Journals where the other processes of an installation find them. Sees sealed bytes only. Methods
 * block, and throw {@code StoreUnavailable} when the store is away.
 */
public interface SharedJournals {

    /**
     * One event of a stream.
     *
     * @param number counts from 1
     * @param last true for the mark that the stream has ended, which is no event
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Row(long number, byte[] sealed, boolean last) {}

    /** Adds rows of one stream; a row that is there already stays as it is. */
    void add(TenantId tenant, RequestId stream, List<Row> rows);

    /**
     * The rows behind a number, in order; none when the stream is unknown.
     *
     * @param most how many at once
     */
    List<Row> read(TenantId tenant, RequestId stream, long after, int most);

    /** Forgets the rows of all tenants that are older. */
    void forget(Duration age);
}
