package portcullis.server.http;

import portcullis.governance.audit.Action;

/** What a visit leaves in the audit chain. */
public sealed interface Auditing {
    /** Nothing: nobody's data is touched. */
    record Nothing() implements Auditing {}

    /** A receipt when the visit has ended. */
    record Afterwards(Action action) implements Auditing {}

    /** A durable intent before the handler runs, and a receipt at the end. */
    record Before(Action action) implements Auditing {}

    /** The journey behind the door writes its own receipt. */
    record ByTheJourney(Action action) implements Auditing {}
}
