package portcullis.gateway.remember;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the memory knows about a request. */
public sealed interface Recall {

    /** The same was answered before. */
    record Hit(Remembered answer) implements Recall {}

    /** Nobody asked this; the caller asks a vendor and others may join. */
    record Miss(Flight flight) implements Recall {}

    /**
     * Another process may have answered the same; wait for what is found. When it is nothing the
     * caller goes on as after a miss, else it brings the answer to the flight. Others may join
     * meanwhile.
     *
     * @param found completes within some 20 ms and never exceptionally, on any thread
     */
    record Asking(Flight flight, CompletionStage<Optional<Remembered>> found) implements Recall {}

    /** The same is being asked now; take a seat. */
    record Joined(Flight flight) implements Recall {}

    /** Not to be remembered, by configuration, by the caller's wish or for what it is. */
    record Off() implements Recall {}
}
