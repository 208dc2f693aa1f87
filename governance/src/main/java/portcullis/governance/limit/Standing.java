package portcullis.governance.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where a caller stands with each policy that applies (GOV-24, GOV-25). */
public record Standing(List<Row> rows) {
    /** Nothing applies. */
    public static final Standing NONE = new Standing(List.of());

    public Standing {
        rows = List.copyOf(rows);
    }

    /** One measure of one policy. */
    public record Row(LimitPolicy policy, Quota quota, Dimension dimension) {}

    /**
     * One limit.
     *
     * @param limit per period, without the burst
     * @param remaining what could be taken now, at most {@code limit}
     * @param reset how long until nothing is used any more, or the window ends
     */
    public record Dimension(long limit, long remaining, Duration reset) {

        static Dimension of(Quota quota, Taken.Level level) {
            long limit = quota.rate().amount();
            return new Dimension(limit, Math.min(limit, level.free()), level.reset());
        }
    }

    Standing and(Standing more) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(more.rows);
        return new Standing(all);
    }

    /** The tightest limit on requests. */
    public Optional<Dimension> requests() {
        return tightest(Measure.REQUESTS);
    }

    /** The tightest limit on tokens. */
    public Optional<Dimension> tokens() {
        return tightest(Measure.TOKENS);
    }

    private Optional<Dimension> tightest(Measure measure) {
        return rows.stream()
                .filter(row -> row.quota().measure() == measure)
                .map(Row::dimension)
                .min(
                        Comparator.comparingLong(Dimension::remaining)
                                .thenComparingLong(Dimension::limit));
    }
}
