package portcullis.library.chunk;

import java.util.function.ToIntFunction;

/** Says whether a part of a page is small enough for a passage. */
final class Measure {
    private final String text;
    private final int mostWords;
    private final int mostTokens;
    private final ToIntFunction<Span> tokens;

    Measure(String text, int mostWords, int mostTokens, ToIntFunction<Span> tokens) {
        this.text = text;
        this.mostWords = mostWords;
        this.mostTokens = mostTokens;
        this.tokens = tokens;
    }

    String text() {
        return text;
    }

    boolean fits(Span span) {
        return words(span) <= mostWords && tokens.applyAsInt(span) <= mostTokens;
    }

    int words(Span span) {
        int words = 0;
        boolean inside = false;
        for (int i = span.start(); i < span.end(); i++) {
            boolean word = !Character.isWhitespace(text.charAt(i));
            words += word && !inside ? 1 : 0;
            inside = word;
        }
        return words;
    }

    /** Start of the last {@code count} words of a span. */
    int backBy(int count, Span span) {
        int words = 0;
        int at = span.end();
        boolean inside = false;
        while (at > span.start()) {
            boolean word = !Character.isWhitespace(text.charAt(at - 1));
            words += word && !inside ? 1 : 0;
            if (words > count) {
                return skipBlanks(at);
            }
            inside = word;
            at--;
        }
        return skipBlanks(at);
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
