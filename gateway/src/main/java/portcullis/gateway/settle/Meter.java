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
    private final Map<Costs.Sent, Reading> attempts = new HashMap<>();
    private final Set<Costs.Sent> reserved = new HashSet<>();
    private Optional<Reading> leading = Optional.empty();

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
                        Optional.of(new Reservation(worst, claims, earlier())));
        reserved.add(stake.sent());
        return Outcome.passed(stake);
    }

    /** An attempt is sent. */
    public void asked(Stake stake) {
        Reading reading =
                new Reading(
                        stake.target().price(),
                        stake.request().body().length,
                        stake.cap(),
                        stake.request().streamed());
        readings.add(reading);
        attempts.put(stake.sent(), reading);
    }

    /** What is seen from now on is the answer of this attempt. */
    public void leads(Stake stake) {
        leading = Optional.ofNullable(attempts.get(stake.sent()));
    }

    void asked(Reading reading) {
        readings.add(reading);
        leading = Optional.of(reading);
    }

    /**
     * The leading attempt answers.
     *
     * @return when the answer is beyond its cap: the frame that ends it in place of this one. The
     *     attempt must be cancelled then
     */
    public Optional<Frame> saw(Frame frame) {
        Reading now = leading.orElseThrow();
        now.saw(frame);
        return now.beyondCap() ? Optional.of(now.stopped()) : Optional.empty();
    }

    /** We end the leading attempt; the vendor may have worked already. */
    public void cut() {
        leading.ifPresent(Reading::cut);
    }

    /** We end an attempt that does not lead. */
    public void cut(Stake stake) {
        Optional.ofNullable(attempts.get(stake.sent())).ifPresent(Reading::cut);
    }

    /** The leading attempt failed; another one may follow. */
    public void failed(Trouble trouble) {
        leading.ifPresent(reading -> reading.failed(trouble));
    }

    /** An attempt that does not lead failed. */
    public void failed(Stake stake, Trouble trouble) {
        Optional.ofNullable(attempts.get(stake.sent()))
                .ifPresent(reading -> reading.failed(trouble));
    }

    public Settled total() {
        Settled sum =
                readings.stream().map(Reading::settled).reduce(Settled.NOTHING, Settled::plus);
        return sum.with(all());
    }

    /** An attempt that was intended and never sent cost nothing. */
    private Costs all() {
        Map<Costs.Sent, Long> costs = new HashMap<>();
        for (Costs.Sent sent : reserved) {
            Reading reading = attempts.get(sent);
            costs.put(sent, reading == null ? 0 : reading.settled().costMicros());
        }
        return new Costs(costs);
    }

    /** Attempts that are over; one that waits for its permit beside them is not. */
    private Costs earlier() {
        Map<Costs.Sent, Long> costs = new HashMap<>();
        for (Costs.Sent sent : reserved) {
            Optional.ofNullable(attempts.get(sent))
                    .filter(Reading::isOver)
                    .ifPresent(reading -> costs.put(sent, reading.settled().costMicros()));
        }
        return new Costs(costs);
    }
}
