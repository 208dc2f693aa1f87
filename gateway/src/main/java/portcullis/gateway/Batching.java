package portcullis.gateway;

import java.time.Duration;

/**
 * How small embeddings requests of one tenant that come at the same time share a call to the vendor
 * (gateway specification, section 10).
 *
 * @param items texts with which a batch leaves at once, 1 to 32; 1 means that nothing waits for
 *     anything
 * @param longest how long the first request of a batch waits for others
 */
public record Batching(int items, Duration longest) {
    public static final int MOST_ITEMS = 32;
    public static final Batching STANDARD = new Batching(5, Duration.ofMillis(20));
    public static final Batching OFF = new Batching(1, Duration.ZERO);

    public Batching {
        if (items < 1 || items > MOST_ITEMS || longest.isNegative()) {
            throw new IllegalArgumentException(
                    "a batch has 1 to 32 items and waits no less than 0");
        }
    }

    boolean isOn() {
        return items > 1 && longest.isPositive();
    }
}
