package portcullis.library.chunk;

/**
 * A part of a page, in UTF-16 units; not empty.
 *
 * @param end one past the last unit
 */
record Span(int start, int end) {
    Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("a span has at least one unit");
        }
    }

    Span to(Span last) {
        return new Span(start, last.end);
    }

    String in(String text) {
        return text.substring(start, end);
    }
}
