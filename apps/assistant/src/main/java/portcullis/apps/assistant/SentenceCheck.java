package portcullis.apps.assistant;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import portcullis.apps.assistant.Sentence.Verdict;
import portcullis.apps.assistant.Spans.Span;
import portcullis.apps.assistant.Words.Word;

/**
 * Looks for the place in a passage that supports a sentence (AST-4): word for word, or up to three
 * neighbouring sentences that have most of its words and all of its numbers, units, names, quotes
 * and denials. In doubt there is none.
 */
final class SentenceCheck {
    /** Share of a sentence's words that its place must have. Fewer is another statement. */
    static final double SUPPORT = 0.7;

    private static final int MOST_SENTENCES = 3;
    private static final Pattern QUOTED = Pattern.compile("[\"“”„]([^\"“”„]+)[\"“”„]");

    private SentenceCheck() {}

    /** What came of it. */
    sealed interface Finding {
        /** The place, in units of the passage. */
        record Supported(Span place, Verdict verdict) implements Finding {}

        record Unsupported(Withheld reason) implements Finding {}
    }

    static Finding check(String sentence, String passage) {
        List<Span> sentences = Spans.sentences(passage);
        return whole(sentence, passage, sentences)
                .<Finding>map(place -> new Finding.Supported(place, Verdict.VERBATIM))
                .orElseGet(() -> supported(sentence, passage, sentences));
    }

    /** Only whole sentences count as verbatim: half of one may say the opposite. */
    private static Optional<Span> whole(String sentence, String passage, List<Span> sentences) {
        return Spans.find(sentence, passage)
                .filter(place -> sentences.stream().anyMatch(s -> s.start() == place.start()))
                .filter(place -> sentences.stream().anyMatch(s -> ends(place, s, passage)))
                .filter(_ -> !Words.content(Words.of(sentence)).isEmpty());
    }

    private static boolean ends(Span place, Span sentence, String passage) {
        return place.end() <= sentence.end()
                && place.end() > sentence.start()
                && passage.substring(place.end(), sentence.end()).matches("[.!?]*");
    }

    private static Finding supported(String sentence, String passage, List<Span> sentences) {
        if (!quotesStand(sentence, passage)) {
            return new Finding.Unsupported(Withheld.NOT_VERBATIM);
        }
        List<Word> words = Words.of(sentence);
        Set<String> content = Words.content(words);
        Withheld nearest = Withheld.WEAK_SUPPORT;
        for (Place place : places(passage, sentences, content)) {
            Optional<Withheld> reason = trouble(sentence, words, place);
            if (reason.isEmpty()) {
                return new Finding.Supported(place.span(), Verdict.SUPPORTED);
            }
            nearest = nearest == Withheld.WEAK_SUPPORT ? reason.get() : nearest;
        }
        return new Finding.Unsupported(nearest);
    }

    private static boolean quotesStand(String sentence, String passage) {
        return QUOTED.matcher(sentence)
                .results()
                .allMatch(quote -> Spans.find(quote.group(1), passage).isPresent());
    }

    private static Optional<Withheld> trouble(String sentence, List<Word> words, Place place) {
        if (Polarity.contradicts(words, place.words())) {
            return Optional.of(Withheld.NEGATION);
        }
        List<Quantity> there = Quantity.of(place.words());
        if (!Quantity.of(words).stream().allMatch(quantity -> quantity.in(there))) {
            return Optional.of(Withheld.NUMBER);
        }
        return Names.missing(sentence, words, place.stems())
                ? Optional.of(Withheld.NAME)
                : Optional.empty();
    }

    /** Places with enough of the words; the shortest first, of equals the fullest. */
    private static List<Place> places(String passage, List<Span> sentences, Set<String> content) {
        List<Place> places = new ArrayList<>();
        for (int size = 1; size <= MOST_SENTENCES; size++) {
            for (int first = 0; first + size <= sentences.size(); first++) {
                Span span =
                        new Span(
                                sentences.get(first).start(),
                                sentences.get(first + size - 1).end());
                Place place = Place.of(span, passage, content, size);
                if (place.coverage() >= SUPPORT) {
                    places.add(place);
                }
            }
        }
        places.sort(
                Comparator.comparingInt(Place::size)
                        .thenComparing(Comparator.comparingDouble(Place::coverage).reversed()));
        return places;
    }

    /** One to three neighbouring sentences. */
    private record Place(
            Span span, int size, List<Word> words, Set<String> stems, double coverage) {

        static Place of(Span span, String passage, Set<String> content, int size) {
            List<Word> words = Words.of(span.of(passage));
            Set<String> stems = new HashSet<>();
            words.forEach(word -> stems.add(word.stem()));
            return new Place(span, size, words, stems, Words.coverage(content, stems));
        }
    }
}
