package portcullis.gateway.remember;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import portcullis.kernel.TenantId;

/**
 * Which questions come again and again. A question is known by the beginning of a keyed
 * hash of its masked text, in which case and white space do not count: nobody can tell the text
 * from it. Keeps the most frequent 10,000 of this process for a day after they were last asked.
 */
final class Patterns {
    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofDays(1);

    private final Cache<Place, Counts> seen =
            Caffeine.newBuilder()
                    .executor(Runnable::run)
                    .maximumSize(MOST)
                    .expireAfterAccess(KEPT)
                    .build();

    /** A question of a tenant to a model. */
    record Place(TenantId tenant, String model, String mark) {}

    private static final class Counts {
        private final LongAdder asked = new LongAdder();
        private final LongAdder free = new LongAdder();
    }

    void asked(Place place) {
        seen.get(place, _ -> new Counts()).asked.increment();
    }

    /** It was answered without a call of its own. */
    void free(Place place) {
        seen.get(place, _ -> new Counts()).free.increment();
    }

    /** A tenant's questions, the most frequent first. */
    List<Pattern> of(TenantId tenant, int most) {
        return seen.asMap().entrySet().stream()
                .filter(one -> one.getKey().tenant().equals(tenant))
                .map(
                        one ->
                                new Pattern(
                                        one.getKey().mark(),
                                        one.getKey().model(),
                                        one.getValue().asked.sum(),
                                        one.getValue().free.sum()))
                .sorted(
                        Comparator.comparingLong(Pattern::asked)
                                .reversed()
                                .thenComparing(Pattern::mark))
                .limit(most)
                .toList();
    }
}
