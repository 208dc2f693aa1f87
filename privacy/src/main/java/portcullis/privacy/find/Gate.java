package portcullis.privacy.find;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import portcullis.privacy.entities.Rule;

/**
 * Tells in one pass over a few characters which of many rules may match at a place. It may say yes
 * too often, never no too often; so a rule costs its pattern only where something like its value
 * stands, and dense numbers are read in a time that hardly grows with the number of rules. Used by
 * many threads; learns its states from the texts, up to a limit.
 */
final class Gate {
    /** A rule that is still open after so many characters is tried. */
    private static final int FARTHEST = 96;

    /** About half a kilobyte each; a text that needs more is only read more slowly. */
    private static final int MOST_STATES = 4096;

    private final Automaton automaton;
    private final ConcurrentHashMap<Automaton.Places, State> states = new ConcurrentHashMap<>();
    private final State first;

    /**
     * What is open after some characters. Its fields are final, so a state that another thread sees
     * in {@code next} is whole; two threads may both look one up, and get the same.
     */
    private static final class State {
        private final Automaton.Places places;
        private final long complete;
        private final long alive;
        private final @Nullable State[] next;

        State(Automaton.Places places, long alive) {
            this.places = places;
            this.complete = places.complete();
            this.alive = alive;
            this.next = new State[alive == 0 ? 0 : Symbols.COUNT];
        }
    }

    /** A gate for at most 64 rules; the answers' bits are in their order. */
    Gate(List<Rule> rules) {
        if (rules.size() > Long.SIZE) {
            throw new IllegalStateException("more than 64 rules at one kind of anchor");
        }
        this.automaton =
                new Automaton(
                        rules.stream()
                                .map(rule -> PatternReader.read(rule.pattern().pattern()))
                                .toList());
        this.first = learned(automaton.begin());
    }

    /** A bit for each rule whose pattern may match the text at the offset. */
    long at(WatchedText text, int offset) {
        State state = first;
        long complete = state.complete;
        int end = Math.min(text.length(), offset + FARTHEST);
        for (int at = offset; at < end && state.alive != 0; at++) {
            State next = after(state, Symbols.of(text.charAt(at)));
            if (next == null) {
                return complete | state.alive;
            }
            state = next;
            complete |= state.complete;
        }
        return complete | (end == text.length() ? atEnd(state) : state.alive);
    }

    private long atEnd(State state) {
        State next = state.alive == 0 ? state : after(state, Symbols.END);
        return next == null ? state.alive : next.complete;
    }

    /** The state one unit further; null when that cannot be told. */
    private @Nullable State after(State state, int symbol) {
        if (symbol == Symbols.UNKNOWN) {
            return null;
        }
        State next = state.next[symbol];
        if (next == null && states.size() < MOST_STATES) {
            next = learned(automaton.step(state.places, symbol));
            state.next[symbol] = next;
        }
        return next;
    }

    private State learned(Automaton.Places places) {
        return states.computeIfAbsent(places, fresh -> new State(fresh, automaton.alive(fresh)));
    }

    /** How many states it has learned. */
    int states() {
        return states.size();
    }
}
