package portcullis.kernel;

/** A store cannot be reached or did not answer in time. Its message never holds what was asked. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(Throwable cause) {
        super("the store is unavailable", cause);
    }
}
