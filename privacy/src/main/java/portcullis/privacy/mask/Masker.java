package portcullis.privacy.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Leaf;
import portcullis.privacy.Placeholder;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;
import portcullis.privacy.judge.Cover;

/** Replaces covers by placeholders. Only pseudonymised values can come back. */
public final class Masker {
    /** Masks every leaf. Covers are ordered and never overlap. */
    public Masked mask(Specimen specimen, List<Cover> covers, Policy policy) {
        Names names = new Names();
        List<SensitiveText> texts = new ArrayList<>();
        List<List<Masked.Place>> places = new ArrayList<>();
        int next = 0;
        for (int index = 0; index < specimen.leaves().size(); index++) {
            int end = next;
            while (end < covers.size() && covers.get(end).leaf() == index) {
                end++;
            }
            Leaf leaf = specimen.leaves().get(index);
            List<Masked.Place> made = new ArrayList<>();
            boolean numbered = specimen.context() != Context.AI_OUTPUT;
            List<Cover> own = covers.subList(next, end);
            List<Cover> all =
                    numbered && policy != Policy.PASS ? Literals.add(leaf, index, own) : own;
            texts.add(replace(leaf.text(), all, numbered ? names : null, made));
            places.add(List.copyOf(made));
            next = end;
        }
        return new Masked(texts, places, policy == Policy.PSEUDONYMISE ? names.values() : Map.of());
    }

    private static SensitiveText replace(
            SensitiveText source,
            List<Cover> covers,
            @org.jspecify.annotations.Nullable Names names,
            List<Masked.Place> made) {
        if (covers.isEmpty()) {
            return source;
        }
        String text = source.reveal();
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        for (Cover cover : covers) {
            int start = withBackslashes(text, cover.start(), done);
            masked.append(text, done, start);
            int from = masked.length();
            String value = text.substring(start, cover.end());
            masked.append(
                    names == null
                            ? Placeholder.of(cover.naming(), 0, 0)
                            : names.name(cover.naming(), value));
            made.add(new Masked.Place(from, masked.length(), start, cover.end()));
            done = cover.end();
        }
        return SensitiveText.of(masked.append(text, done, text.length()).toString());
    }

    /** A backslash before a placeholder would be taken for Markdown's and lost when restoring. */
    private static int withBackslashes(String text, int start, int least) {
        int at = start;
        while (at > least && text.charAt(at - 1) == '\\') {
            at--;
        }
        return at;
    }
}
