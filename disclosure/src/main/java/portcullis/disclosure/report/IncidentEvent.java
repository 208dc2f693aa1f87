package portcullis.disclosure.report;

import portcullis.kernel.Event;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

/** What the log hears about incidents. */
public sealed interface IncidentEvent extends Event {
    /** An incident was opened. */
    record IncidentOpened(TenantId tenant, Label incident, Cause cause) implements IncidentEvent {}

    /** The time of a step is over and it is not done. Told once for each step. */
    record StepOverdue(TenantId tenant, Label incident, Step step) implements IncidentEvent {}

    /** An incident could not be written; it is told here only. */
    record IncidentUnwritten(TenantId tenant, Cause cause) implements IncidentEvent {}
}
