package portcullis.privacy;

/** Where a text is going (screening specification, section 7). */
public enum Context {
    AI_INPUT,
    AI_OUTPUT,
    UPLOAD,
    EXPORT,
    LOG
}
