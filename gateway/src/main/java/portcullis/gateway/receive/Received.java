package portcullis.gateway.receive;

import portcullis.gateway.Raw;

/** A call whose dialect, model and options are understood. Only {@code Receiver} makes one. */
public final class Received {
    private final Raw raw;
    private final String model;
    private final boolean streamed;

    Received(Raw raw, String model, boolean streamed) {
        this.raw = raw;
        this.model = model;
        this.streamed = streamed;
    }

    public Raw raw() {
        return raw;
    }

    /** The model name as the caller wrote it. */
    public String model() {
        return model;
    }

    public boolean streamed() {
        return streamed;
    }
}
