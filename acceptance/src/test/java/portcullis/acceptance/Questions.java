package portcullis.acceptance;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Questions that nobody has asked before: the server remembers answers. */
final class Questions {
    private Questions() {}

    static String fresh() {
        String letters =
                ThreadLocalRandom.current()
                        .ints(12, 'a', 'z' + 1)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining());
        return "When does the ward " + letters + " open?";
    }
}
