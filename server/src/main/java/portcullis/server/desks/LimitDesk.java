package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import portcullis.governance.budget.Bursar;
import portcullis.governance.limit.Ask;
import portcullis.governance.limit.Limiter;
import portcullis.governance.limit.Shape;
import portcullis.governance.limit.Standing;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/**
 * Where a key stands with each policy that limits it (GOV-25). Asking costs no quota; what was
 * looked up is told again for a few seconds, so that asking often does not count the counters down
 * either.
 */
public final class LimitDesk {
    private static final int MOST_REMEMBERED = 10_000;
    private static final long LONGEST_SECONDS = 2;
    private static final Ask.Origin NOWHERE = new Ask.Origin("", "");
    private final Limiter limiter;
    private final List<Label> policies;
    private final Clock clock;
    private final Cache<KeyId, Standing> told;
    private final Bursar bursar;

    /**
     * @param policies those that routes name, in the order they are shown
     * @param remembered how long an answer is told again
     */
    public LimitDesk(
            Limiter limiter,
            List<Label> policies,
            Clock clock,
            Duration remembered,
            Bursar bursar) {
        this.bursar = bursar;
        this.limiter = limiter;
        this.policies = List.copyOf(policies);
        this.clock = clock;
        this.told =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumSize(MOST_REMEMBERED)
                        .expireAfterWrite(remembered)
                        .build();
    }

    public Outcome<Answer> status(Visit visit) {
        try {
            Standing standing = standing(visit.caller());
            ObjectNode answer = Json.object();
            ArrayNode rows = answer.putArray("policies");
            standing.rows().forEach(row -> rows.add(shown(row)));
            return bursar.own(visit.caller())
                    .map(budgets -> Json.ok(answer.set("budgets", BudgetDesk.shown(budgets))));
        } catch (ExecutionException | TimeoutException unknown) {
            return Outcome.refused(RefusalCode.STORE_UNAVAILABLE);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return Outcome.refused(RefusalCode.DRAINING);
        }
    }

    private Standing standing(Permitted caller)
            throws ExecutionException, TimeoutException, InterruptedException {
        Standing known = told.getIfPresent(caller.key());
        if (known != null) {
            return known;
        }
        Standing fresh =
                limiter.standing(caller, policies, NOWHERE)
                        .toCompletableFuture()
                        .get(LONGEST_SECONDS, TimeUnit.SECONDS);
        told.put(caller.key(), fresh);
        return fresh;
    }

    private ObjectNode shown(Standing.Row row) {
        Standing.Dimension dimension = row.dimension();
        String measure = row.quota().measure().name().toLowerCase(Locale.ROOT);
        return Json.object()
                .put("policy", row.policy().name().value() + "." + measure)
                .put("shape", shape(row.quota().shape()))
                .put("limit", dimension.limit())
                .put("used", Math.max(0, dimension.limit() - dimension.remaining()))
                .put("remaining", dimension.remaining())
                .put("reset", clock.instant().plus(dimension.reset()).getEpochSecond())
                .put("resetAfter", seconds(dimension.reset()))
                .put("window", seconds(row.quota().rate().period()));
    }

    private static String shape(Shape shape) {
        return switch (shape) {
            case TOKEN_BUCKET -> "token-bucket";
            case FIXED_WINDOW -> "fixed-window";
            case CONCURRENT -> "concurrent";
        };
    }

    private static double seconds(Duration span) {
        return span.toMillis() / 1000.0;
    }
}
