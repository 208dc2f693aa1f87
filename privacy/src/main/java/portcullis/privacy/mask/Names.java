package portcullis.privacy.mask;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import portcullis.privacy.EntityType;
import portcullis.privacy.Placeholder;
import portcullis.privacy.unfold.Spelling;

/**
 * Gives every value its placeholder: equal values share an ordinal, another spelling adds a letter
 * (SCR-30). Counts per request, in order of first appearance.
 */
final class Names {
    private static final int MOST_SPELLINGS = 26;

    private final Map<EntityType, Map<String, Entry>> entries = new EnumMap<>(EntityType.class);
    private final Map<EntityType, Integer> last = new EnumMap<>(EntityType.class);
    private final Map<String, String> values = new LinkedHashMap<>();

    private record Entry(int ordinal, List<String> spellings) {}

    /** The placeholder that stands for this very spelling of the value. */
    String name(EntityType type, String value) {
        Map<String, Entry> known = entries.computeIfAbsent(type, any -> new HashMap<>());
        String folded = Spelling.fold(value);
        Entry entry = known.computeIfAbsent(folded, any -> fresh(type));
        if (entry.spellings().size() == MOST_SPELLINGS && !entry.spellings().contains(value)) {
            entry = fresh(type);
            known.put(folded, entry);
        }
        if (!entry.spellings().contains(value)) {
            entry.spellings().add(value);
        }
        String name = Placeholder.of(type, entry.ordinal(), entry.spellings().indexOf(value));
        if (type != EntityType.SECRET) {
            values.put(name, value);
        }
        return name;
    }

    private Entry fresh(EntityType type) {
        return new Entry(last.merge(type, 1, Integer::sum), new ArrayList<>(1));
    }

    Map<String, String> values() {
        return values;
    }
}
