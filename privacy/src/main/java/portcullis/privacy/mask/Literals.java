package portcullis.privacy.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import portcullis.privacy.EntityType;
import portcullis.privacy.Leaf;
import portcullis.privacy.Placeholder;
import portcullis.privacy.judge.Cover;
import portcullis.privacy.unfold.View;

/** Source text that looks like a placeholder, so that masking is a bijection (SCR-31). */
final class Literals {
    private Literals() {}

    /** The covers of a leaf and its literals, in order; literals give way to covers. */
    static List<Cover> add(Leaf leaf, int index, List<Cover> covers) {
        String text = leaf.text().reveal();
        if (leaf.treatment() == Leaf.Treatment.READ_ONLY
                || (text.indexOf('[') < 0 && text.indexOf("u005") < 0)) {
            return covers;
        }
        List<Cover> all = new ArrayList<>(covers.size() + 4);
        int next = 0;
        int done = 0;
        Matcher alike = Placeholder.alike(text);
        for (int from = 0; alike.find(from); from = alike.start() + 1) {
            while (next < covers.size() && covers.get(next).start() < alike.end()) {
                done = covers.get(next).end();
                all.add(covers.get(next++));
            }
            if (done <= alike.start() && Placeholder.plain(alike.group()).isPresent()) {
                done = alike.end();
                all.add(cover(index, alike.start(), alike.end()));
            }
        }
        all.addAll(covers.subList(next, covers.size()));
        return all;
    }

    private static Cover cover(int leaf, int start, int end) {
        return new Cover(
                leaf,
                start,
                end,
                EntityType.LITERAL,
                Set.of(EntityType.LITERAL),
                "literal",
                0.30,
                View.Kind.RAW);
    }
}
