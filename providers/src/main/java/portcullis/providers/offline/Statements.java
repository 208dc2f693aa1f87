package portcullis.providers.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a passage says: its whole sentences, and short lists together with the sentence that
 * announces them. Headings, labels, program text, questions and the cut ends of sentences say
 * nothing by themselves.
 */
final class Statements {
    private static final int FEWEST_WORDS = 3;
    private static final int LONGEST_LIST = 600;
    private static final int MOST_ITEMS = 6;
    private static final int LONGEST_HEADING = 120;

    private static final Pattern BLOCK = Pattern.compile("\\S[^\\n]*(?:\\n[^\\S\\n]*\\S[^\\n]*)*");
    private static final Pattern ITEM = Pattern.compile("(?m)^\\s*(?:[-*•]|\\d{1,2}[.)])\\s");
    private static final Pattern ENDED = Pattern.compile("(?s).*[.!…][\"'”’)\\]]*");
    private static final Pattern CUT_BEGINNING = Pattern.compile("(?s)[\\p{Ll},;:)][\\p{Ll}\\s].*");
    private static final Pattern PROGRAM_TEXT =
            Pattern.compile("[{}<>\\\\=|$]|(?:^|\\s)--\\w|^\\./|\\w\\(\\)");
    private static final Pattern POINTS_BACK =
            Pattern.compile(
                    "(?is)(?:(?:if|when|while|until|unless|after|before|because)\\s+)?"
                            + "(?:it|its|they|them|their|this|these|those|that|such|he|she|his|her"
                            + "|otherwise|however|therefore|then|thus|also|both|neither)\\b.*");

    private final String passage;
    private final List<Statement> found = new ArrayList<>();
    private String heading = "";
    private int announced = -1;

    private Statements(String passage) {
        this.passage = passage;
    }

    /** In the order of the passage. */
    static List<Statement> of(String passage) {
        Statements statements = new Statements(passage);
        Matcher blocks = BLOCK.matcher(passage);
        while (blocks.find()) {
            statements.read(blocks.start(), blocks.end());
        }
        return List.copyOf(statements.found);
    }

    private void read(int start, int end) {
        String block = passage.substring(start, end).strip();
        if (ITEM.matcher(block).lookingAt()) {
            list(block, end);
        } else if (heading(block, end)) {
            heading = block;
            announced = -1;
        } else {
            prose(block, start, end);
        }
    }

    /** A line that ends without a point and has something below it; often a question. */
    private boolean heading(String block, int end) {
        return !block.contains("\n")
                && block.length() <= LONGEST_HEADING
                && !ENDED.matcher(block).matches()
                && !block.endsWith(":")
                && !PROGRAM_TEXT.matcher(block).find()
                && Sentences.of(block).size() == 1
                && !passage.substring(end).isBlank();
    }

    private void prose(String block, int start, int end) {
        announced = -1;
        boolean saidBefore = false;
        for (String sentence : Sentences.of(block)) {
            boolean last = block.endsWith(sentence) && passage.substring(end).isBlank();
            boolean says = complete(sentence, last);
            if (says) {
                boolean leans = saidBefore && POINTS_BACK.matcher(sentence).matches();
                found.add(new Statement(sentence, heading, leans));
            }
            saidBefore = says;
        }
        if (block.endsWith(":")) {
            String announcement = Sentences.of(block).getLast();
            announced = start + passage.substring(start, end).lastIndexOf(announcement);
        }
    }

    private static boolean complete(String sentence, boolean last) {
        boolean ended =
                ENDED.matcher(sentence).matches()
                        || (last && !sentence.endsWith("?") && !sentence.endsWith(":"));
        return ended
                && Terms.countWords(sentence) >= FEWEST_WORDS
                && !CUT_BEGINNING.matcher(sentence).matches()
                && (ENDED.matcher(sentence).matches() || !PROGRAM_TEXT.matcher(sentence).find());
    }

    /** A short list is said whole, with its announcement; of a long one each item by itself. */
    private void list(String block, int end) {
        int items = (int) ITEM.matcher(block).results().count();
        if (announced >= 0 && items <= MOST_ITEMS && end - announced <= LONGEST_LIST) {
            found.add(new Statement(passage.substring(announced, end).strip(), heading, false));
        } else {
            String above =
                    announced < 0 ? heading : heading + " " + announcement(end - block.length());
            for (String item : block.split("\\n(?=\\s*(?:[-*•]|\\d{1,2}[.)])\\s)")) {
                String text = ITEM.matcher(item).replaceFirst("").strip();
                if (Terms.countWords(text) >= FEWEST_WORDS) {
                    found.add(new Statement(text, above, false));
                }
            }
        }
        announced = -1;
    }

    private String announcement(int listStart) {
        return passage.substring(announced, Math.max(announced, listStart));
    }
}
