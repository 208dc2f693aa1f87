package portcullis.parser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jsoup.Jsoup;

/** Writes the text of a Markdown tree into sections. */
final class MarkdownText extends AbstractVisitor {
    private final Sections sections;
    private final Pages pages;

    MarkdownText(Sections sections, Pages pages) {
        this.sections = sections;
        this.pages = pages;
    }

    @Override
    public void visit(Heading heading) {
        TitleText title = new TitleText();
        heading.accept(title);
        try {
            sections.heading(heading.getLevel(), title.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sections.gap();
    }

    @Override
    public void visit(Paragraph paragraph) {
        visitChildren(paragraph);
        if (paragraph.getParent() instanceof ListItem) {
            sections.lineBreak();
        } else {
            sections.gap();
        }
    }

    @Override
    public void visit(BlockQuote quote) {
        visitChildren(quote);
        sections.gap();
    }

    @Override
    public void visit(ListItem item) {
        sections.lineBreak();
        sections.append(mark(item));
        visitChildren(item);
        sections.lineBreak();
        if (item.getNext() == null) {
            sections.gap();
        }
    }

    private static String mark(ListItem item) {
        if (!(item.getParent() instanceof OrderedList list)) {
            return "- ";
        }
        int number = list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber();
        for (Node before = item.getPrevious(); before != null; before = before.getPrevious()) {
            number++;
        }
        return String.format(Locale.ROOT, "%d. ", number);
    }

    @Override
    public void visit(FencedCodeBlock code) {
        literal(code.getLiteral());
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        literal(code.getLiteral());
    }

    private void literal(String text) {
        sections.append(text);
        sections.gap();
    }

    @Override
    public void visit(HtmlBlock html) {
        pages.saw(Frame.Sight.RAW_HTML);
        literal(Jsoup.parse(html.getLiteral()).wholeText());
    }

    @Override
    public void visit(HtmlInline html) {
        pages.saw(Frame.Sight.RAW_HTML);
    }

    @Override
    public void visit(Image image) {
        pages.saw(Frame.Sight.REMOTE_REFERENCE);
        visitChildren(image);
    }

    @Override
    public void visit(Code code) {
        sections.append(code.getLiteral());
    }

    @Override
    public void visit(Text text) {
        sections.append(text.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak line) {
        sections.lineBreak();
    }

    @Override
    public void visit(HardLineBreak line) {
        sections.lineBreak();
    }

    /** The words of a heading on one line. */
    private static final class TitleText extends AbstractVisitor {
        private final StringBuilder text = new StringBuilder();

        String text() {
            return text.toString();
        }

        @Override
        public void visit(Text part) {
            text.append(part.getLiteral());
        }

        @Override
        public void visit(Code code) {
            text.append(code.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak line) {
            text.append(' ');
        }
    }
}
