package portcullis.gateway.remember;

/** What the memory knows about a request. */
public sealed interface Recall {

    /** The same was answered before. */
    record Hit(Remembered answer) implements Recall {}

    /** Nobody asked this; the caller asks a vendor and others may join. */
    record Miss(Flight flight) implements Recall {}

    /** The same is being asked now; take a seat. */
    record Joined(Flight flight) implements Recall {}

    /** Not to be remembered, by configuration, by the caller's wish or for what it is. */
    record Off() implements Recall {}
}
