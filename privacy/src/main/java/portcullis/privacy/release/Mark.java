package portcullis.privacy.release;

/** What a character is for the cutting of a text into words. */
enum Mark {
    /** Part of a word. */
    PART,
    /** Between words. */
    SPACE,
    /** Between texts that have nothing to do with each other, such as two JSON values. */
    EDGE
}
