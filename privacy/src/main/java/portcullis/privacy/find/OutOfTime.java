package portcullis.privacy.find;

/** The scan is incomplete because its time is up. Holds nothing of the text. */
public final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutOfTime() {
        super("the scan ran out of time", null, false, false);
    }
}
