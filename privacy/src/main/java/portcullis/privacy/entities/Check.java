package portcullis.privacy.entities;

/** Looks closer at a match than its shape. */
@FunctionalInterface
public interface Check {
    /** What a check says. */
    enum Answer {
        /** There is nothing to check; changes no score. */
        NONE,
        /** The check digits or ranges are right. */
        PASSED,
        /** They are wrong: a sample number or a slip, kept with a lower score. */
        FAILED,
        /** It is certainly something else. */
        OTHER
    }

    /** The value is given as it stands in the view. */
    Answer of(String value);

    /** A check that knows only right and wrong. */
    static Answer when(boolean right) {
        return right ? Answer.PASSED : Answer.FAILED;
    }

    /** A check that is not confirmed or not kept by all: right raises, wrong says nothing. */
    static Answer raises(boolean right) {
        return right ? Answer.PASSED : Answer.NONE;
    }

    /** A check of plausibility: wrong means something else, right adds nothing. */
    static Answer unless(boolean other) {
        return other ? Answer.OTHER : Answer.NONE;
    }
}
