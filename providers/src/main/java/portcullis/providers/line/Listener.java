package portcullis.providers.line;

/** Takes the bytes of one answer's body. */
sealed interface Listener permits StreamListener, PlainListener, RefusalListener {
    void bytes(byte[] more);

    /** The body ended in order. */
    void end();

    /** The connection broke, or its framing did. */
    void broken(Throwable how);
}
