package portcullis.gateway;

import java.util.Optional;
import java.util.function.Function;
import portcullis.gateway.route.Route;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.settle.Meter;

/**
 * The second attempt beside one that is late with its first token: at most one at a time, until one
 * of the two speaks or fails. Confined to the run.
 */
final class Hedging {
    private final Route route;
    private final Meter meter;
    private Optional<Second> second = Optional.empty();

    private record Second(Route.Hedge hedge, Ear ear) {}

    Hedging(Route route, Meter meter) {
        this.route = route;
        this.meter = meter;
    }

    boolean running() {
        return second.isPresent();
    }

    boolean is(Ear ear) {
        return second.filter(other -> other.ear().equals(ear)).isPresent();
    }

    /** The second attempt, when the route knows a target for it and may afford one. */
    Optional<Ear> begin(Function<Target, Ear> attempt) {
        second = route.hedge().map(hedge -> new Second(hedge, attempt.apply(hedge.target())));
        return second.map(Second::ear);
    }

    /** The first attempt has begun to answer: the second one came too late. */
    void drop() {
        Optional<Ear> loser = second.map(Second::ear).filter(ear -> ear.going().isPresent());
        loser.ifPresent(Ear::hangUp);
        loser.flatMap(Ear::stake).ifPresent(meter::cut);
        over();
    }

    /** The second attempt speaks first and is the only one from now on. */
    void won() {
        second.ifPresent(winner -> winner.hedge().won());
        over();
    }

    /** The second attempt failed while the first one still runs. */
    void lost(Trouble trouble) {
        second.flatMap(loser -> loser.ear().stake())
                .ifPresent(stake -> meter.failed(stake, trouble));
        second.ifPresent(loser -> loser.hedge().lost(trouble));
        over();
    }

    /** The first attempt failed: the second one, when there is one, runs on alone. */
    Optional<Ear> remains(Trouble trouble) {
        Optional<Ear> left = second.map(Second::ear);
        second.ifPresent(other -> other.hedge().remains(trouble));
        over();
        return left;
    }

    /** There is no second attempt any more. */
    void over() {
        second = Optional.empty();
    }
}
