package portcullis.gateway.stream;

import java.util.List;
import java.util.Set;

/**
 * What an answer's JSON holds, as far as it is rewritten.
 *
 * @param slots texts that may hold placeholders, in order
 * @param choices how many choices are named
 * @param finished the choices that end here
 */
record Outline(Head head, List<Slot> slots, int choices, Set<Integer> finished) {
    Outline {
        slots = List.copyOf(slots);
        finished = Set.copyOf(finished);
    }
}
