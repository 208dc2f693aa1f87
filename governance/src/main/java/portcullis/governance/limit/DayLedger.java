package portcullis.governance.limit;

import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.TenantId;

/**
 * What each tenant spent and reserved on the present UTC day, in this process only: a restart
 * forgets it, and two processes do not add up. It keeps a single server from running away; it is
 * not the exact budget of GOV-29, which lives in the database.
 */
final class DayLedger {
    private static final int MOST_TENANTS = 100_000;

    private final OptionalLong ceiling;
    private final ConcurrentMap<TenantId, Day> days = new ConcurrentHashMap<>();

    /** Money of one UTC day, in millionths. */
    private record Day(long epochDay, long settled, long reserved) {}

    DayLedger(OptionalLong ceiling) {
        this.ceiling = ceiling;
    }

    Outcome<TenantId> reserve(TenantId tenant, long epochDay, long micros) {
        if (ceiling.isEmpty()) {
            return Outcome.passed(tenant);
        }
        if (days.size() >= MOST_TENANTS && !days.containsKey(tenant)) {
            return Outcome.refused(RefusalCode.OVERLOADED);
        }
        long most = ceiling.getAsLong();
        boolean[] fits = new boolean[1];
        days.compute(
                tenant,
                (_, known) -> {
                    Day day = of(epochDay, known);
                    fits[0] = day.settled < most && micros <= most - day.settled - day.reserved;
                    return fits[0] ? new Day(epochDay, day.settled, day.reserved + micros) : day;
                });
        return fits[0]
                ? Outcome.passed(tenant)
                : Outcome.refused(Refusal.of(RefusalCode.BUDGET_SPENT).withLimit(most));
    }

    /** Turns a reservation of that day into its real cost; a call of yesterday is yesterday's. */
    void settle(TenantId tenant, long epochDay, long reserved, long micros) {
        days.computeIfPresent(
                tenant,
                (_, day) ->
                        day.epochDay == epochDay
                                ? new Day(
                                        epochDay,
                                        Math.addExact(day.settled, micros),
                                        day.reserved - reserved)
                                : day);
    }

    private static Day of(long epochDay, @Nullable Day known) {
        return known != null && known.epochDay == epochDay ? known : new Day(epochDay, 0, 0);
    }
}
