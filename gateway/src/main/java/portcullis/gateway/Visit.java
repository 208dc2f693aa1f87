package portcullis.gateway;

import java.util.concurrent.Executor;
import portcullis.governance.limit.Admitted;
import portcullis.governance.permit.Permitted;

/** One caller with one call. */
record Visit(Raw raw, Admitted caller, Executor context, Reply reply) {
    /** Who calls. */
    Permitted permitted() {
        return caller.caller();
    }
}
