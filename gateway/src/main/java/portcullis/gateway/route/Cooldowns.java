package portcullis.gateway.route;

import java.time.Duration;
import java.util.function.Consumer;
import portcullis.kernel.Label;

/**
 * Tells the other processes of an installation which targets rest, and hears it from them. Each
 * process decides by itself; this is gossip, so a lost message costs some failed attempts and
 * nothing more. A breaker that closes is not told: every process sends a probe of its own.
 */
public interface Cooldowns {

    /**
     * A breaker that has opened.
     *
     * @param target {@code provider/model}
     * @param rest how long from now; a span and not a moment, because clocks differ
     */
    record Opening(Label target, ErrorClass kind, Duration rest) {}

    /** Passes it on. Called on an event loop: returns at once and throws nothing. */
    void opened(Opening opening);

    /**
     * Called once, at the start. {@code ear} may be told on any thread, also what still rests from
     * before the start, and never what this process itself has passed on.
     */
    void listen(Consumer<Opening> ear);

    /** For a process that is alone. */
    static Cooldowns ofOneProcess() {
        return new Cooldowns() {
            @Override
            public void opened(Opening opening) {
                // nobody else wants to know
            }

            @Override
            public void listen(Consumer<Opening> ear) {
                // nobody else has anything to tell
            }
        };
    }
}
