package portcullis.gateway.stream;

import java.util.List;
import java.util.Map;
import java.util.Set;
import portcullis.gateway.receive.Span;

/**
 * What an answer's JSON holds, as far as it is rewritten.
 *
 * @param slots texts that may hold placeholders, in order
 * @param choices how many choices are named
 * @param finished the choices that end here
 * @param tokens where choices tell the tokens of their texts
 */
record Outline(
        Head head,
        List<Slot> slots,
        int choices,
        Set<Integer> finished,
        Map<Integer, Span> tokens) {
    Outline {
        slots = List.copyOf(slots);
        finished = Set.copyOf(finished);
        tokens = Map.copyOf(tokens);
    }
}
