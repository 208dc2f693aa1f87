package portcullis.providers.chat;

/** Says inside a translation that a request cannot be put into the dialect. Holds no text. */
public final class Beyond extends Exception {
    private static final long serialVersionUID = 1L;

    public Beyond() {
        super("beyond the dialect", null, false, false);
    }

    /** Throws unless the dialect can say it. */
    public static void unless(boolean sayable) throws Beyond {
        if (!sayable) {
            throw new Beyond();
        }
    }
}
