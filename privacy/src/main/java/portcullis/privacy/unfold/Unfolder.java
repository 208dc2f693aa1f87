package portcullis.privacy.unfold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import portcullis.privacy.Leaf;
import portcullis.privacy.Specimen;

/** Builds the views a specimen needs: plain ASCII needs only itself (SCR-12). */
public final class Unfolder {
    private static final int ROUNDS = 3;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;
    private static final Set<String> TELLS_NOTHING =
            Set.of("", "content", "text", "role", "type", "model", "input", "output", "prompt");

    /** Every text, key and joint run of the specimen, in order. */
    public Unfolded unfold(Specimen specimen) {
        List<Sheet> sheets = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        long characters = 0;
        for (int index = 0; index < specimen.leaves().size(); index++) {
            Leaf leaf = specimen.leaves().get(index);
            characters += leaf.text().length();
            String key = leaf.key().reveal();
            if (!key.isEmpty() && keys.add(key)) {
                characters += key.length();
                sheets.add(sheet(Sheet.Part.KEY, index, List.of(leaf.key().reveal()), ""));
            }
            sheets.add(sheet(Sheet.Part.TEXT, index, List.of(leaf.text().reveal()), lead(leaf)));
        }
        joints(specimen.leaves(), sheets);
        return new Unfolded(sheets, characters);
    }

    private static void joints(List<Leaf> leaves, List<Sheet> sheets) {
        for (int start = 0; start < leaves.size(); ) {
            int end = start + 1;
            while (end < leaves.size() && leaves.get(end).joint() == leaves.get(start).joint()) {
                end++;
            }
            if (end - start > 1) {
                List<String> texts =
                        leaves.subList(start, end).stream().map(l -> l.text().reveal()).toList();
                sheets.add(sheet(Sheet.Part.JOINT, start, texts, ""));
            }
            start = end;
        }
    }

    private static Sheet sheet(Sheet.Part part, int leaf, List<String> texts, String lead) {
        List<Integer> starts = new ArrayList<>(texts.size() + 1);
        int length = 0;
        starts.add(0);
        for (String text : texts) {
            length += text.length();
            starts.add(length);
        }
        String whole = texts.size() == 1 ? texts.getFirst() : String.join("", texts);
        return new Sheet(part, leaf, List.copyOf(starts), whole, views(whole, lead));
    }

    /** The words of the key, as context before a short value: {@code patientName} and so on. */
    private static String lead(Leaf leaf) {
        String key = leaf.key().reveal();
        boolean bare = key.equals("name") && leaf.treatment() == Leaf.Treatment.READ_ONLY;
        if (TELLS_NOTHING.contains(key)
                || bare
                || key.length() > LONGEST_KEY
                || leaf.text().length() > LONGEST_VALUE) {
            return "";
        }
        StringBuilder words = new StringBuilder(key.length() + 4);
        for (int at = 0; at < key.length(); at++) {
            char letter = key.charAt(at);
            boolean newWord =
                    at > 0
                            && Character.isUpperCase(letter)
                            && Character.isLowerCase(key.charAt(at - 1));
            words.append(newWord ? " " : "").append(letter == '_' || letter == '-' ? ' ' : letter);
        }
        return words.append(": ").toString().toLowerCase(Locale.ROOT);
    }

    private static List<View> views(String text, String lead) {
        View raw = View.raw(lead, text);
        Traits traits = Traits.of(raw.text());
        List<View> views = new ArrayList<>(4);
        views.add(raw);
        View base = traits.foreign() ? add(views, Fold.of(raw), raw) : raw;
        base = decoded(views, base, traits.escaped());
        Traits last = base.equals(raw) ? traits : Traits.of(base.text());
        if (last.broken()) {
            add(views, Close.joined(base, "-"), base);
            if (base.text().contains("-\n") || base.text().contains("-\r")) {
                add(views, Close.joined(base, ""), base);
            }
        }
        if (last.spaced()) {
            add(views, Close.spaced(base), base);
        }
        if (last.glued()) {
            add(views, Close.unglued(base), base);
            add(views, Close.parted(base), base);
            add(views, Alike.of(base), base);
        }
        if (last.marked()) {
            add(views, Unmark.of(base), base);
        }
        if (last.spoken()) {
            add(views, Spoken.of(base), base);
        }
        if (last.packed()) {
            opened(views, base);
        }
        return List.copyOf(views);
    }

    private static void opened(List<View> views, View base) {
        View opened = add(views, Open.of(base), base);
        if (!opened.equals(base) && Traits.of(opened.text()).foreign()) {
            views.add(Fold.of(opened));
        }
    }

    private static View decoded(List<View> views, View base, boolean escaped) {
        View last = base;
        for (int round = 0; escaped && round < ROUNDS; round++) {
            View next = Decode.once(last);
            if (next.equals(last)) {
                break;
            }
            last = Traits.of(next.text()).foreign() ? Fold.of(next) : next;
        }
        return last.equals(base) ? base : add(views, last, base);
    }

    private static View add(List<View> views, View made, View base) {
        if (!made.equals(base)) {
            views.add(made);
        }
        return made;
    }
}
