package portcullis.governance.limit;

import java.time.Duration;
import java.util.List;

/** What came of a claim. Levels stand in the order of its takes. */
public sealed interface Taken {

    /**
     * Where a counter stands.
     *
     * @param free what could be taken now
     * @param reset how long until nothing is used any more, or the window ends
     * @param window number of the window since the epoch; 0 for buckets
     */
    record Level(long free, Duration reset, long window) {}

    /** Everything was taken. */
    record All(List<Level> levels) implements Taken {
        public All {
            levels = List.copyOf(levels);
        }
    }

    /**
     * Nothing was taken.
     *
     * @param which the take that has to wait longest
     * @param delay until it would fit; negative when it never will
     */
    record Lacking(int which, Duration delay, List<Level> levels) implements Taken {
        public Lacking {
            levels = List.copyOf(levels);
        }
    }

    /** The counters cannot be reached; nothing is known. */
    record Away() implements Taken {}
}
