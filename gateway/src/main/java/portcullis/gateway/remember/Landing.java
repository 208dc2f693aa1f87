package portcullis.gateway.remember;

import portcullis.kernel.Refusal;

/** How a flight ended for those who waited for it. */
public sealed interface Landing {

    /** With an answer for all. */
    record Landed(Remembered answer) implements Landing {}

    /** With a refusal that an identical call would get as well. */
    record Lost(Refusal refusal) implements Landing {}

    /** Its leader went away or its answer may not be shared; ask again. */
    record Left() implements Landing {}
}
