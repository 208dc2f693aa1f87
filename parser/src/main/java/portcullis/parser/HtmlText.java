package portcullis.parser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Writes the visible text of an HTML tree into sections. Walks without recursion. */
final class HtmlText implements NodeFilter {
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]++");
    private static final Pattern HIDING =
            Pattern.compile(
                    "display\\s*:\\s*none|visibility\\s*:\\s*hidden|font-size\\s*:\\s*0(?![.\\d])",
                    Pattern.CASE_INSENSITIVE);
    private static final Set<String> GAPS =
            Set.of("p", "table", "ul", "ol", "dl", "pre", "blockquote", "section", "article");

    private final Sections sections;
    private final Pages pages;
    private int pre;

    HtmlText(Sections sections, Pages pages) {
        this.sections = sections;
        this.pages = pages;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        return switch (node) {
            case TextNode text -> {
                write(text);
                yield FilterResult.CONTINUE;
            }
            case Element element -> enter(element);
            default -> FilterResult.SKIP_CHILDREN;
        };
    }

    private void write(TextNode text) {
        if (pre > 0) {
            sections.append(text.getWholeText());
            return;
        }
        String words = SPACES.matcher(text.getWholeText()).replaceAll(" ");
        sections.append(sections.atLineStart() ? words.stripLeading() : words);
    }

    private FilterResult enter(Element element) {
        note(element);
        if (isHidden(element)) {
            if (element.hasText()) {
                pages.saw(Frame.Sight.HIDDEN_TEXT);
            }
            return FilterResult.SKIP_ENTIRELY;
        }
        return switch (element.normalName()) {
            case "script", "style", "template", "iframe", "object", "embed", "svg", "math" ->
                    FilterResult.SKIP_ENTIRELY;
            case "title" -> heading(0, element);
            case "h1", "h2", "h3", "h4", "h5", "h6" ->
                    heading(element.normalName().charAt(1) - '0', element);
            default -> open(element);
        };
    }

    private FilterResult heading(int level, Element element) {
        if (!element.text().isBlank()) {
            try {
                sections.heading(level, element.text());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            sections.gap();
        }
        return FilterResult.SKIP_ENTIRELY;
    }

    private FilterResult open(Element element) {
        switch (element.normalName()) {
            case "br" -> sections.append("\n");
            case "li" -> {
                sections.lineBreak();
                sections.append("- ");
            }
            case "td", "th" -> {
                if (element.previousElementSibling() != null) {
                    sections.append(" | ");
                }
            }
            case "pre" -> {
                sections.lineBreak();
                pre++;
            }
            default -> breakBefore(element);
        }
        return FilterResult.CONTINUE;
    }

    private void breakBefore(Element element) {
        if (GAPS.contains(element.normalName()) && !insideCell(element)) {
            sections.gap();
        } else if (element.isBlock() && !insideCell(element)) {
            sections.lineBreak();
        }
    }

    /** Text of a table cell stays on the line of its row. */
    private static boolean insideCell(Element element) {
        Element parent = element.parent();
        return parent != null && Set.of("td", "th", "li").contains(parent.normalName());
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            if (element.normalName().equals("pre")) {
                pre--;
            }
            if (!Set.of("td", "th").contains(element.normalName())) {
                breakBefore(element);
            }
        }
        return FilterResult.CONTINUE;
    }

    private void note(Element element) {
        switch (element.normalName()) {
            case "script" -> pages.saw(Frame.Sight.SCRIPT);
            case "iframe" ->
                    pages.saw(
                            element.hasAttr("srcdoc")
                                    ? Frame.Sight.IFRAME_SRCDOC
                                    : Frame.Sight.REMOTE_REFERENCE);
            case "object", "embed", "img", "link", "frame", "base" ->
                    pages.saw(Frame.Sight.REMOTE_REFERENCE);
            default -> {}
        }
    }

    private static boolean isHidden(Element element) {
        return element.hasAttr("hidden") || HIDING.matcher(element.attr("style")).find();
    }
}
