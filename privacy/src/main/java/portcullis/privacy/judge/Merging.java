package portcullis.privacy.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import portcullis.privacy.EntityType;
import portcullis.privacy.find.Span;

/** Unites spans that overlap and keeps all their types (SCR-11). */
final class Merging {
    private static final double LOW = 0.295;
    private static final double MEDIUM = 0.60;
    private static final Comparator<Span> BY_PLACE =
            Comparator.comparingInt(Span::leaf)
                    .thenComparingInt(Span::start)
                    .thenComparingInt(Span::end);
    private static final Comparator<Span> BEST_FIRST =
            Comparator.comparingDouble(Span::score)
                    .reversed()
                    .thenComparing(Comparator.comparingInt(Merging::length).reversed())
                    .thenComparing(Span::type)
                    .thenComparing(Span::rule);

    private Merging() {}

    static List<Cover> covers(List<Span> spans) {
        List<Span> sorted =
                spans.stream()
                        .filter(span -> span.place() == Span.Place.TEXT && span.score() >= LOW)
                        .sorted(BY_PLACE)
                        .toList();
        List<Cover> covers = new ArrayList<>();
        List<Span> group = new ArrayList<>();
        int end = 0;
        for (Span span : sorted) {
            boolean apart =
                    !group.isEmpty()
                            && (span.leaf() != group.getFirst().leaf() || span.start() >= end);
            if (apart) {
                covers.add(cover(group, end));
                group.clear();
            }
            end = group.isEmpty() ? span.end() : Math.max(end, span.end());
            group.add(span);
        }
        if (!group.isEmpty()) {
            covers.add(cover(group, end));
        }
        return covers;
    }

    private static Cover cover(List<Span> group, int end) {
        List<Span> best =
                group.stream().sorted(whole(group, end).thenComparing(BEST_FIRST)).toList();
        Set<EntityType> types = new LinkedHashSet<>();
        best.forEach(span -> types.add(span.type()));
        Span first = best.getFirst();
        return new Cover(
                first.leaf(),
                group.getFirst().start(),
                end,
                first.type(),
                Collections.unmodifiableSet(types),
                first.rule(),
                first.score(),
                first.view());
    }

    /**
     * What explains the whole place goes before what explains a part of it: the groups of an
     * account number with a slip are no telephone number.
     */
    private static Comparator<Span> whole(List<Span> group, int end) {
        int start = group.getFirst().start();
        return Comparator.comparingInt(Merging::secret)
                .thenComparingInt(
                        span ->
                                span.start() == start && span.end() == end && span.score() >= MEDIUM
                                        ? 0
                                        : 1);
    }

    /** A probable secret comes before everything: its value must never be restored. */
    private static int secret(Span span) {
        return span.type() == EntityType.SECRET && span.score() >= MEDIUM ? 0 : 1;
    }

    private static int length(Span span) {
        return span.end() - span.start();
    }
}
