package portcullis.server.settings;

import java.util.List;
import java.util.stream.Stream;

/**
 * The register of every key, in the order of the reference page. A key is one line in the list of
 * its area and one field in {@link Settings}.
 */
final class Keys {

    static final List<Key> ALL =
            Stream.of(ServerKeys.ALL, ModelKeys.ALL, AnswerKeys.ALL, LimitKeys.ALL, HouseKeys.ALL)
                    .flatMap(List::stream)
                    .toList();

    private Keys() {}
}
