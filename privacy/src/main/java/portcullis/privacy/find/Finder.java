package portcullis.privacy.find;

import java.util.ArrayList;
import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.privacy.unfold.Sheet;
import portcullis.privacy.unfold.Unfolded;
import portcullis.privacy.unfold.View;

/** Asks every detector about every view, then looks for names already known (SCR-24). */
public final class Finder {
    private final List<Detector> detectors;

    public Finder(List<Detector> detectors) {
        this.detectors = List.copyOf(detectors);
    }

    /** One that asks another detector too. */
    public Finder and(Detector another) {
        List<Detector> more = new ArrayList<>(detectors);
        more.add(another);
        return new Finder(more);
    }

    /** All spans. Throws what a detector throws, and {@link OutOfTime} when the deadline passes. */
    public Found find(Unfolded unfolded, Deadline deadline) {
        List<Span> spans = new ArrayList<>();
        for (Sheet sheet : unfolded.sheets()) {
            for (View view : sheet.views()) {
                for (Detector detector : detectors) {
                    Timed.detect(detector, view, deadline)
                            .forEach(seen -> place(sheet, view, seen, spans));
                    stopWhenLate(deadline);
                }
            }
        }
        Propagation.of(unfolded, spans).ifPresent(names -> names.spread(unfolded, spans));
        stopWhenLate(deadline);
        return new Found(spans);
    }

    private static void stopWhenLate(Deadline deadline) {
        if (deadline.passed()) {
            throw new OutOfTime();
        }
    }

    private static void place(Sheet sheet, View view, Sighting seen, List<Span> spans) {
        if (seen.start() < 0 || seen.end() > view.text().length() || seen.start() >= seen.end()) {
            throw new IllegalStateException("a detector answered outside its view");
        }
        Span.Place place = sheet.part() == Sheet.Part.KEY ? Span.Place.KEY : Span.Place.TEXT;
        int start = Graphemes.start(sheet.text(), view.sourceStart(seen.start()));
        int end = Graphemes.end(sheet.text(), view.sourceEnd(seen.end() - 1));
        if (sheet.part() == Sheet.Part.KEY) {
            add(span(sheet.firstLeaf(), place, start, end, seen, view), spans);
            return;
        }
        for (int index = 0; index + 1 < sheet.starts().size(); index++) {
            int base = sheet.starts().get(index);
            int from = Math.max(start, base) - base;
            int to = Math.min(end, sheet.starts().get(index + 1)) - base;
            add(span(sheet.firstLeaf() + index, place, from, to, seen, view), spans);
        }
    }

    private static void add(Span span, List<Span> spans) {
        if (span.start() < span.end()) {
            spans.add(span);
        }
    }

    private static Span span(
            int leaf, Span.Place place, int from, int to, Sighting seen, View view) {
        return new Span(leaf, place, from, to, seen.type(), seen.rule(), seen.score(), view.kind());
    }
}
