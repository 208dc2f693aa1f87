package portcullis.gateway;

import java.util.Map;

/**
 * Where an answer goes: the caller's connection, or an application's ear. Called in order: either
 * {@code whole} once, or {@code open}, any number of {@code event}, and {@code close} once. All
 * calls come from one thread at a time.
 */
public interface Reply {
    /** A complete answer or refusal. */
    void whole(int status, Map<String, String> headers, byte[] body);

    /** The head of a streamed answer; must reach the caller at once. */
    void open(Map<String, String> headers);

    /** One complete event, framing included; flushed by itself. */
    void event(byte[] bytes);

    /** The end of a stream, after its last event. */
    void close();

    /** True when the caller reads too slowly; wait for {@link #onDrain} before more events. */
    boolean full();

    /** Called when there is room again. */
    void onDrain(Runnable resume);

    /** Called at most once, when the caller has gone before the end. */
    void onAbort(Runnable cancel);
}
