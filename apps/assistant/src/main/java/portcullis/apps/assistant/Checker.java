package portcullis.apps.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import portcullis.apps.assistant.Sentence.Verdict;
import portcullis.apps.assistant.SentenceCheck.Finding;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.library.Chunk;
import portcullis.library.cite.Citer;
import portcullis.library.cite.Quote;
import portcullis.library.retrieve.Retrieved.Hit;

/** Checks the sentences of one answer, in order, and keeps those that stand. */
final class Checker {
    private static final int MOST_WAITING = 8;

    private final Permitted caller;
    private final Citer citer;
    private final List<Hit> passages;
    private final Consumer<AnswerEvent> events;
    private final List<Sentence> said = new ArrayList<>();
    private final List<Integer> cited = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<String> unmarked = new ArrayList<>();
    private int withheld;

    /**
     * @param passages as the model was given them: mark 1 is the first
     */
    Checker(Permitted caller, Citer citer, List<Hit> passages, Consumer<AnswerEvent> events) {
        this.caller = caller;
        this.citer = citer;
        this.passages = List.copyOf(passages);
        this.events = events;
    }

    List<Sentence> said() {
        return List.copyOf(said);
    }

    /** The cited passages by number, each with the first quote that supports a sentence. */
    List<Source> sources() {
        return List.copyOf(sources);
    }

    int withheld() {
        return withheld;
    }

    void take(String written) {
        Marks marks = Marks.of(written);
        if (marks.empty() || marks.text().equals(Abstention.SENTENCE.reveal())) {
            return;
        }
        if (marks.numbers().isEmpty()) {
            hold(written);
        } else if (!joined(written)) {
            end();
            judge(marks);
        }
    }

    /** Nothing follows: what still waits for a mark gets none. */
    void end() {
        unmarked.forEach(_ -> withhold(Withheld.NO_CITATION));
        unmarked.clear();
    }

    private void hold(String written) {
        unmarked.add(written);
        if (unmarked.size() > MOST_WAITING) {
            unmarked.removeFirst();
            withhold(Withheld.NO_CITATION);
        }
    }

    /**
     * What looks like several sentences is one when it stands so, word for word, in its source: an
     * abbreviation may have cut it.
     */
    private boolean joined(String written) {
        if (unmarked.isEmpty()) {
            return false;
        }
        Marks whole = Marks.of(together(written));
        List<Citation> citations = new ArrayList<>();
        if (cite(whole, citations) instanceof Finding.Supported(_, Verdict verdict)
                && verdict == Verdict.VERBATIM) {
            unmarked.clear();
            say(whole, citations, verdict);
            return true;
        }
        return false;
    }

    private String together(String last) {
        StringBuilder whole = new StringBuilder();
        for (String part : unmarked) {
            whole.append(whole.isEmpty() ? "" : gap(part)).append(part);
        }
        return whole.append(gap(last)).append(last).toString();
    }

    /** The items of a list stay below each other. */
    private static String gap(String next) {
        return next.matches("(?s)(?:[-*•]|\\d{1,2}[.)])\\s.*") ? "\n" : " ";
    }

    private void judge(Marks marks) {
        List<Citation> citations = new ArrayList<>();
        switch (cite(marks, citations)) {
            case Finding.Supported(_, Verdict verdict) -> say(marks, citations, verdict);
            case Finding.Unsupported(Withheld reason) -> withhold(reason);
        }
    }

    /** Collects the citations that hold; the first of them, or the first reason against, counts. */
    private Finding cite(Marks marks, List<Citation> citations) {
        Finding best = new Finding.Unsupported(Withheld.UNKNOWN_SOURCE);
        for (int number : marks.numbers()) {
            if (number < 1 || number > passages.size()) {
                continue;
            }
            Finding finding = cite(marks, number, citations);
            boolean first =
                    best instanceof Finding.Unsupported(var why) && why == Withheld.UNKNOWN_SOURCE;
            if (first
                    || (finding instanceof Finding.Supported
                            && best instanceof Finding.Unsupported)) {
                best = finding;
            }
        }
        return best;
    }

    private Finding cite(Marks marks, int number, List<Citation> citations) {
        Chunk chunk = passages.get(number - 1).chunk();
        Finding finding = find(marks, chunk.text().reveal());
        if (!(finding instanceof Finding.Supported(Spans.Span place, _))) {
            return finding;
        }
        Quote quote =
                new Quote(
                        chunk.document(),
                        chunk.version(),
                        chunk.page(),
                        chunk.start() + place.start(),
                        chunk.start() + place.end(),
                        SensitiveText.of(place.of(chunk.text().reveal())));
        return switch (citer.cite(caller, quote)) {
            case Outcome.Passed(var cited) -> {
                citations.add(new Citation(number, cited));
                yield finding;
            }
            case Outcome.Refused(_) -> new Finding.Unsupported(Withheld.UNVERIFIED);
        };
    }

    /** A source's own marks belong to its wording, so the text is first tried with them. */
    private static Finding find(Marks marks, String passage) {
        Finding asWritten = SentenceCheck.check(marks.almost(), passage);
        return asWritten instanceof Finding.Supported
                ? asWritten
                : SentenceCheck.check(marks.text(), passage);
    }

    private void say(Marks marks, List<Citation> citations, Verdict verdict) {
        List<Citation> numbered = citations.stream().map(this::renumbered).toList();
        Sentence sentence = new Sentence(SensitiveText.of(marks.text()), numbered, verdict);
        announce(numbered);
        said.add(sentence);
        events.accept(new AnswerEvent.Said(sentence));
    }

    /** Sources are numbered in the order in which the answer cites them. */
    private Citation renumbered(Citation citation) {
        int passage = citation.source();
        if (!cited.contains(passage)) {
            cited.add(passage);
        }
        return new Citation(cited.indexOf(passage) + 1, citation.cited());
    }

    /** A source is told before the first sentence that cites it. */
    private void announce(List<Citation> citations) {
        List<Source> fresh = new ArrayList<>();
        for (Citation citation : citations) {
            if (citation.source() > sources.size()) {
                Hit hit = passages.get(cited.get(citation.source() - 1) - 1);
                Quote quote = citation.cited().quote();
                fresh.add(Source.of(citation.source(), hit, quote.text(), quote.start()));
                sources.add(fresh.getLast());
            }
        }
        if (!fresh.isEmpty()) {
            events.accept(new AnswerEvent.Sources(fresh));
        }
    }

    private void withhold(Withheld reason) {
        withheld++;
        events.accept(new AnswerEvent.Kept(reason));
    }
}
