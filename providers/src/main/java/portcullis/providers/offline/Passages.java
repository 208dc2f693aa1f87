package portcullis.providers.offline;

import java.util.List;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;

/** Where the offline model looks for evidence; bridged to the library in wiring. */
public interface Passages {

    /**
     * The best passages that the caller may read for a question, best first, at most 16. Blocks, at
     * most until the deadline. Throws {@code StoreUnavailable} when the library cannot be searched.
     */
    List<Passage> about(Permitted caller, SensitiveText question, Deadline deadline);

    /** A house without a library. */
    static Passages none() {
        return (_, _, _) -> List.of();
    }
}
