package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import portcullis.governance.budget.Bursar;
import portcullis.governance.limit.Limiter;
import portcullis.governance.limit.Limits;
import portcullis.governance.limit.Rate;
import portcullis.governance.limit.Standing;
import portcullis.kernel.Outcome;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** Where a key stands (GOV-25). Asking costs nothing. */
public final class LimitDesk {
    private final Limiter limiter;
    private final Limits limits;
    private final Clock clock;
    private final Bursar bursar;

    public LimitDesk(Limiter limiter, Limits limits, Clock clock, Bursar bursar) {
        this.bursar = bursar;
        this.limiter = limiter;
        this.limits = limits;
        this.clock = clock;
    }

    public Outcome<Answer> status(Visit visit) {
        Standing standing = limiter.standing(visit.caller());
        ObjectNode answer = Json.object();
        ArrayNode policies = answer.putArray("policies");
        policies.add(shown("default.requests", standing.requests(), limits.requests()));
        policies.add(shown("default.tokens", standing.tokens(), limits.tokens()));
        return bursar.own(visit.caller())
                .map(budgets -> Json.ok(answer.set("budgets", BudgetDesk.shown(budgets))));
    }

    private ObjectNode shown(String policy, Standing.Dimension dimension, Rate rate) {
        return Json.object()
                .put("policy", policy)
                .put("shape", "token-bucket")
                .put("limit", dimension.limit())
                .put("used", Math.max(0, dimension.limit() - dimension.remaining()))
                .put("remaining", dimension.remaining())
                .put("reset", clock.instant().plus(dimension.reset()).getEpochSecond())
                .put("resetAfter", seconds(dimension.reset()))
                .put("window", seconds(rate.period()));
    }

    private static double seconds(Duration span) {
        return span.toMillis() / 1000.0;
    }
}
