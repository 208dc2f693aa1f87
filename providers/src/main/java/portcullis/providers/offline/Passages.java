package portcullis.providers.offline;

import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/** Where the offline model looks for evidence; bridged to the library in wiring. */
public interface Passages {

    /**
     * The best passages of the tenant's library for a question, best first, at most 16. Blocks, at
     * most until the deadline. Throws {@code StoreUnavailable} when the library cannot be searched.
     */
    List<Passage> about(TenantId tenant, SensitiveText question, Deadline deadline);

    /** A house without a library. */
    static Passages none() {
        return (_, _, _) -> List.of();
    }
}
