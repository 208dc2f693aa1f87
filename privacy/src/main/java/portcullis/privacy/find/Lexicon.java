package portcullis.privacy.find;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import portcullis.privacy.entities.Anchor;
import portcullis.privacy.entities.Rule;

/** All words that rules start at or listen for, found without making a string (SCR-12). */
final class Lexicon {
    /** What a word means to the rules. */
    record Entry(String word, List<Integer> starts, List<Integer> capitals, BitSet contexts) {
        /** Whether the word belongs to a set of context words. */
        boolean speaksFor(int context) {
            return contexts.get(context);
        }
    }

    /** A rule that listens for no word. */
    static final int NO_CONTEXT = -1;

    private final Entry[] slots;
    private final List<Rule> rules;
    private final int[] contexts;

    Lexicon(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.contexts = new int[rules.size()];
        Map<String, Entry> entries = entries();
        this.slots = new Entry[Integer.highestOneBit(Math.max(8, entries.size())) * 4];
        entries.values().forEach(this::place);
    }

    private Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<Set<String>> groups = new ArrayList<>();
        for (int index = 0; index < rules.size(); index++) {
            Rule rule = rules.get(index);
            for (String word : rule.starts()) {
                Entry entry = entries.computeIfAbsent(word, Lexicon::blank);
                (rule.anchor() == Anchor.CAPITAL ? entry.capitals : entry.starts).add(index);
            }
            int context = rule.context().isEmpty() ? NO_CONTEXT : group(groups, rule.context());
            contexts[index] = context;
            for (String word : rule.context()) {
                entries.computeIfAbsent(word, Lexicon::blank).contexts.set(context);
            }
        }
        return entries;
    }

    private static int group(List<Set<String>> groups, Set<String> words) {
        if (!groups.contains(words)) {
            groups.add(words);
        }
        return groups.indexOf(words);
    }

    private static Entry blank(String word) {
        return new Entry(word, new ArrayList<>(), new ArrayList<>(), new BitSet());
    }

    private void place(Entry entry) {
        int hash = 0;
        for (int at = 0; at < entry.word.length(); at++) {
            hash = step(hash, entry.word.charAt(at));
        }
        int slot = slot(hash);
        while (slots[slot] != null) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = entry;
    }

    /** The running hash of a word, one letter further; upper and lower case are one. */
    static int step(int hash, char letter) {
        return hash * 31 + (letter < 128 ? letter | 32 : Character.toLowerCase(letter));
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }

    /** The entry for a word of the text, or null. */
    @org.jspecify.annotations.Nullable
    Entry find(String text, int start, int end, int hash) {
        int slot = slot(hash);
        while (slots[slot] != null) {
            Entry entry = slots[slot];
            if (entry.word.length() == end - start
                    && text.regionMatches(true, start, entry.word, 0, end - start)) {
                return entry;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return null;
    }

    /** The number of the rule's set of context words, or {@link #NO_CONTEXT}. */
    int context(int rule) {
        return contexts[rule];
    }
}
