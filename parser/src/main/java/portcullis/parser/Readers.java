package portcullis.parser;

/** The one place that says who reads what. */
final class Readers {
    private Readers() {}

    static Reader of(Format format) {
        return switch (format) {
            case PDF -> new PdfReader();
            case HTML -> new HtmlReader();
            case MARKDOWN -> new MarkdownReader();
            case TEXT -> new TextReader();
        };
    }
}
