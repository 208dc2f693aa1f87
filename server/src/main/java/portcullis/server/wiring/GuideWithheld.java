package portcullis.server.wiring;

import portcullis.kernel.Event;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.TenantId;

/** A tenant was not given the whole guide; tried again when the server starts next, or sooner. */
record GuideWithheld(TenantId tenant, RefusalCode reason) implements Event {}
