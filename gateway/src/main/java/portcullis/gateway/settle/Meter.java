package portcullis.gateway.settle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import portcullis.gateway.Dialect;
import portcullis.gateway.Price;
import portcullis.gateway.Target;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.screen.Screened;
import portcullis.governance.budget.Budgets;
import portcullis.governance.budget.Claim;
import portcullis.governance.budget.Costs;
import portcullis.governance.budget.Reservation;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;

/**
 * The money and tokens of one call, attempt by attempt (GOV-29, GOV-31, GOV-32). Before an attempt
 * it says what must be reserved; while the answer comes it counts and ends it at its cap;
 * afterwards it says what was used. A vendor's report wins, a reported zero included; without one a
 * call that may have worked for us is estimated upwards; one that was cut counts the report and
 * what came after it.
 */
public final class Meter {
    private final Budgets budgets;
    private final Instant admitted;
    private final List<Reading> readings = new ArrayList<>();
    private final Map<Costs.Sent, Reading> staked = new HashMap<>();
    private final Set<Costs.Sent> over = new HashSet<>();
    private final Set<Costs.Sent> intended = new HashSet<>();
    private Optional<Costs.Sent> running = Optional.empty();

    /**
     * @param admitted when the call was admitted: all its attempts belong to the windows of that
     *     moment (GOV-35)
     */
    public Meter(Budgets budgets, Instant admitted) {
        this.budgets = budgets;
        this.admitted = admitted;
    }

    /** A meter that no budget looks at. */
    public Meter() {
        this(Budgets.NONE, Instant.EPOCH);
    }

    /**
     * What an attempt needs before it may be sent.
     *
     * @param model as the caller named it
     * @return refused with {@code PRICE_UNKNOWN} when a budget applies and nobody knows the price
     */
    public Outcome<Stake> stake(Label model, Screened request, Target target, int attempt) {
        List<Claim> claims =
                budgets.claims(request.caller().tenant(), request.caller().key(), model, admitted);
        boolean costs = request.dialect() != Dialect.ANTHROPIC_COUNT;
        if (claims.isEmpty() || !costs || target.price().equals(Price.FREE)) {
            return Outcome.passed(Stake.free(request, target, attempt));
        }
        if (!target.price().isKnown()) {
            return Outcome.refused(RefusalCode.PRICE_UNKNOWN);
        }
        int bound = target.traits().maxOutput();
        Screened capped = request.capped(bound);
        long cap = request.mostOutput(bound);
        long input = Tokens.atMost(capped.bodyFor(target.model()).length);
        long worst = target.price().micros(input, cap);
        Stake stake =
                new Stake(
                        capped,
                        target,
                        attempt,
                        OptionalLong.of(cap),
                        Optional.of(new Reservation(worst, claims, costs(over))));
        intended.add(stake.sent());
        return Outcome.passed(stake);
    }

    /** An attempt begins. */
    public void asked(Stake stake) {
        Reading reading =
                new Reading(
                        stake.target().price(),
                        stake.request().body().length,
                        stake.cap(),
                        stake.request().streamed());
        asked(reading);
        running = stake.reservation().map(_ -> stake.sent());
        running.ifPresent(sent -> staked.put(sent, reading));
    }

    void asked(Reading reading) {
        readings.add(reading);
        running = Optional.empty();
    }

    /**
     * The running attempt answers.
     *
     * @return when the answer is beyond its cap: the frame that ends it in place of this one. The
     *     attempt must be cancelled then
     */
    public Optional<Frame> saw(Frame frame) {
        Reading now = readings.getLast();
        now.saw(frame);
        return now.beyondCap() ? Optional.of(now.stopped()) : Optional.empty();
    }

    /** We end the running attempt; the vendor may have worked already. */
    public void cut() {
        if (!readings.isEmpty()) {
            readings.getLast().cut();
        }
    }

    /** The running attempt failed; another one may follow. */
    public void failed(Trouble trouble) {
        if (!readings.isEmpty()) {
            readings.getLast().failed(trouble);
            running.ifPresent(over::add);
        }
    }

    public Settled total() {
        Settled sum =
                readings.stream().map(Reading::settled).reduce(Settled.NOTHING, Settled::plus);
        return sum.with(costs(intended));
    }

    /** An attempt that was intended and never sent cost nothing. */
    private Costs costs(Set<Costs.Sent> attempts) {
        Map<Costs.Sent, Long> costs = new HashMap<>();
        for (Costs.Sent sent : attempts) {
            Reading reading = staked.get(sent);
            costs.put(sent, reading == null ? 0 : reading.settled().costMicros());
        }
        return new Costs(costs);
    }
}
