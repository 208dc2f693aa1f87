package portcullis.library.chunk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Fills passages with sentences, each passage beginning with the last words of the one before. */
final class Packer {
    private final Measure measure;
    private final int overlap;

    Packer(Measure measure, int overlap) {
        this.measure = measure;
        this.overlap = overlap;
    }

    List<Span> pack() {
        List<Span> pieces = pieces();
        List<Span> passages = new ArrayList<>();
        int next = 0;
        while (next < pieces.size()) {
            Span begin = begin(passages, pieces.get(next));
            Span passage = begin;
            next++;
            while (next < pieces.size() && measure.fits(passage.to(pieces.get(next)))) {
                passage = passage.to(pieces.get(next));
                next++;
            }
            passages.add(passage);
        }
        return passages;
    }

    /** A first piece with the overlap before it, as far as both fit into one passage. */
    private Span begin(List<Span> passages, Span piece) {
        if (passages.isEmpty()) {
            return piece;
        }
        Span before = passages.getLast();
        int from = overlapStart(before);
        Span joined = new Span(from, before.end()).to(piece);
        return from > before.start() && measure.fits(joined) ? joined : piece;
    }

    /** Where the last words begin: at a sentence when one begins among them. */
    private int overlapStart(Span before) {
        int words = measure.backBy(overlap, before);
        return Sentences.of(measure.text().substring(words, before.end())).stream()
                .skip(1)
                .findFirst()
                .map(second -> words + second.start())
                .orElse(words);
    }

    /** Sentences; those too long for a passage are cut into parts that fit. */
    private List<Span> pieces() {
        Deque<Span> left = new ArrayDeque<>(Sentences.of(measure.text()));
        List<Span> pieces = new ArrayList<>();
        while (!left.isEmpty()) {
            Span span = left.removeFirst();
            int middle = measure.fits(span) ? span.end() : middle(span);
            if (middle <= span.start() || middle >= span.end()) {
                pieces.add(span);
            } else {
                addTrimmed(middle, span.end(), left);
                addTrimmed(span.start(), middle, left);
            }
        }
        return pieces;
    }

    private void addTrimmed(int from, int to, Deque<Span> left) {
        String part = measure.text().substring(from, to);
        int start = from + part.length() - part.stripLeading().length();
        int end = from + part.stripTrailing().length();
        if (start < end) {
            left.addFirst(new Span(start, end));
        }
    }

    /** A blank near the middle, else any place there that cuts no character in two. */
    private int middle(Span span) {
        String text = measure.text();
        int middle = span.start() + (span.end() - span.start()) / 2;
        for (int i = 0; middle - i > span.start() && middle + i < span.end(); i++) {
            if (Character.isWhitespace(text.charAt(middle - i))) {
                return middle - i;
            }
            if (Character.isWhitespace(text.charAt(middle + i))) {
                return middle + i;
            }
        }
        return Character.isLowSurrogate(text.charAt(middle)) ? middle + 1 : middle;
    }
}
