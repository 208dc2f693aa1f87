package portcullis.apps.assistant;

import java.util.OptionalInt;
import java.util.function.Consumer;

/** Cuts a text that arrives in pieces into sentences, each with the marks that follow it. */
final class SentenceFeed {
    /** After this many characters a bracket that has not closed is no mark. */
    private static final int LONGEST_MARK = 12;

    private final StringBuilder waiting = new StringBuilder();
    private final Consumer<String> sentences;

    SentenceFeed(Consumer<String> sentences) {
        this.sentences = sentences;
    }

    void add(String piece) {
        waiting.append(piece);
        String text = waiting.toString();
        int from = 0;
        OptionalInt end = Spans.end(text, from);
        while (end.isPresent() && decided(text, end.getAsInt())) {
            hand(text.substring(from, end.getAsInt()));
            from = end.getAsInt();
            end = Spans.end(text, from);
        }
        waiting.delete(0, from);
    }

    /** The answer is complete; hands out what is left. */
    void end() {
        String text = waiting.toString();
        waiting.setLength(0);
        Spans.sentences(text).forEach(span -> hand(span.of(text)));
    }

    private void hand(String sentence) {
        if (!sentence.isBlank()) {
            sentences.accept(sentence.strip());
        }
    }

    /** False while the next characters could still be a mark of this sentence. */
    private static boolean decided(String text, int end) {
        String rest = text.substring(end).stripLeading();
        boolean bracket = rest.startsWith("[");
        return !rest.isEmpty()
                && (!bracket || rest.indexOf(']') >= 0 || rest.length() > LONGEST_MARK);
    }
}
