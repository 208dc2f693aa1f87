package portcullis.governance.limit;

import portcullis.governance.permit.Permitted;

/** A permitted caller who is within every limit. Only the limiter makes one. */
public final class Admitted {
    private final Permitted caller;

    Admitted(Permitted caller) {
        this.caller = caller;
    }

    public Permitted caller() {
        return caller;
    }
}
