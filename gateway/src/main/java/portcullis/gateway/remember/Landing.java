package portcullis.gateway.remember;

import portcullis.kernel.Refusal;

/** How a flight ended for those who listen to it. */
public sealed interface Landing {

    /** The answer is complete. */
    record Landed() implements Landing {}

    /** It ends with a refusal, perhaps in the middle of the answer. */
    record Lost(Refusal refusal) implements Landing {}
}
