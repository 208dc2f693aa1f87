package portcullis.gateway.route;

import java.util.concurrent.atomic.AtomicInteger;

/** Lets one call in so many have an extra one, so that extra calls never become the load. */
final class Allowance {
    private final int price;
    private final int most;
    private final AtomicInteger earned;

    /**
     * @param price calls that earn one extra call
     * @param inHand extra calls that can be saved up, and that there are at the start
     */
    Allowance(int price, int inHand) {
        this.price = price;
        this.most = price * inHand;
        this.earned = new AtomicInteger(most);
    }

    void earn() {
        earned.updateAndGet(had -> Math.min(most, had + 1));
    }

    boolean spend() {
        return earned.getAndUpdate(had -> had >= price ? had - price : had) >= price;
    }
}
