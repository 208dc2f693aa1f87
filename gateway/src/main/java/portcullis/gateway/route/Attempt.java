package portcullis.gateway.route;

/** A running upstream call. */
public interface Attempt {
    /** Ends the call and frees its connection; effective within 50 ms (GTW-7). */
    void cancel();

    /** Stops reading from the vendor until {@link #resume}. */
    void pause();

    void resume();
}
