package portcullis.gateway.route;

import java.util.concurrent.atomic.AtomicInteger;

/** Lets one call in ten be a retry, with twenty in hand, so that retries never become the load. */
final class Allowance {
    private static final int RETRY = 10;
    private static final int MOST = 20 * RETRY;

    private final AtomicInteger tenths = new AtomicInteger(MOST);

    void earn() {
        tenths.updateAndGet(had -> Math.min(MOST, had + 1));
    }

    boolean spend() {
        return tenths.getAndUpdate(had -> had >= RETRY ? had - RETRY : had) >= RETRY;
    }
}
