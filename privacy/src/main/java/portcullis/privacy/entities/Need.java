package portcullis.privacy.entities;

/** What a match needs beside its shape. */
public enum Need {
    /** The shape is enough; a context word raises the score. */
    SHAPE,
    /** A context word within six tokens before or three after. */
    WORD,
    /** A passed check, or a context word. */
    CHECK_OR_WORD,
    /** Nothing more: the pattern itself begins with its context word. */
    BUILT_IN
}
