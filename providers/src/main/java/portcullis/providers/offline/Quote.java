package portcullis.providers.offline;

import java.util.regex.Pattern;

/** A statement as it stands in a passage, and the number of that passage. */
record Quote(int passage, String sentence) {
    private static final Pattern BEFORE_ITEM =
            Pattern.compile("\\s*\\n\\s*(?=(?:[-*•]|\\d{1,2}[.)])\\s)");
    private static final Pattern BLANKS =
            Pattern.compile("[^\\S\\n]+|\\n(?!(?:[-*•]|\\d{1,2}[.)])\\s)\\s*");

    /** The statement with its mark, as it is said: a page's line ends are not the answer's. */
    String marked() {
        String items = BEFORE_ITEM.matcher(sentence.strip()).replaceAll("\n");
        return BLANKS.matcher(items).replaceAll(" ") + " [" + passage + "]";
    }
}
