package portcullis.kernel;

/** The only way to write a log line. Never blocks and never throws: a full log drops and counts. */
public interface EventLog {
    void write(Event event);

    /** Forgets everything; for tools and tests that look elsewhere. */
    static EventLog silent() {
        return event -> {};
    }
}
