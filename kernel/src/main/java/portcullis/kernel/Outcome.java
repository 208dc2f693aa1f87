package portcullis.kernel;

import java.util.function.Consumer;
import java.util.function.Function;

/** What a room hands on: the traveller, or the reason why nobody goes further. */
public sealed interface Outcome<T> {

    /** The room let the traveller through. */
    record Passed<T>(T value) implements Outcome<T> {}

    /** The room said no. Nothing after it may run. */
    record Refused<T>(Refusal refusal) implements Outcome<T> {}

    static <T> Outcome<T> passed(T value) {
        return new Passed<>(value);
    }

    static <T> Outcome<T> refused(RefusalCode code) {
        return new Refused<>(Refusal.of(code));
    }

    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    /** Walks into the next room, or straight out. */
    default <R> Outcome<R> then(Function<? super T, Outcome<R>> room) {
        return switch (this) {
            case Passed<T>(T value) -> room.apply(value);
            case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
        };
    }

    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        return then(value -> passed(change.apply(value)));
    }

    /** Does exactly one of the two. */
    default void either(Consumer<? super T> passed, Consumer<Refusal> refused) {
        switch (this) {
            case Passed<T>(T value) -> passed.accept(value);
            case Refused<T>(Refusal refusal) -> refused.accept(refusal);
        }
    }
}
