package portcullis.providers.openai;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gives tool calls their place when the vendor leaves {@code index} out: in order of beginning. */
final class ToolCounts {
    private final Map<Integer, Integer> begun = new HashMap<>();

    int place(int choice, Optional<Integer> index, boolean begins) {
        int count = begun.getOrDefault(choice, 0);
        int at = index.orElse(begins ? count : Math.max(0, count - 1));
        begun.put(choice, Math.max(count, at + 1));
        return at;
    }

    boolean begun(int choice) {
        return begun.containsKey(choice);
    }
}
