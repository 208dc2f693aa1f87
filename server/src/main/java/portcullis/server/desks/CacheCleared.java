package portcullis.server.desks;

import portcullis.kernel.Event;
import portcullis.kernel.KeyId;
import portcullis.kernel.TenantId;

/** Somebody made the house forget every remembered answer: a warning. */
record CacheCleared(TenantId tenant, KeyId key) implements Event {}
