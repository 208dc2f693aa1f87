package portcullis.governance.limit;

import java.time.Duration;

/** Where a key stands, for the headers of GOV-24 and the status route. */
public record Standing(Dimension requests, Dimension tokens) {

    /**
     * One limit.
     *
     * @param limit per period, without the burst
     * @param remaining what could be taken now, at most {@code limit}
     * @param reset how long until nothing is used any more
     */
    public record Dimension(long limit, long remaining, Duration reset) {}
}
