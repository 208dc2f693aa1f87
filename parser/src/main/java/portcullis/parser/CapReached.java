package portcullis.parser;

/** Reading went over one of the {@link Caps}. */
final class CapReached extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CapReached() {
        super("a cap was reached");
    }
}
