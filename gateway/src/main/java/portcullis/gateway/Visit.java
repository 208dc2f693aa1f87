package portcullis.gateway;

import java.util.concurrent.Executor;
import portcullis.governance.limit.Admitted;

/** One caller with one call. */
record Visit(Raw raw, Admitted caller, Executor context, Reply reply) {}
