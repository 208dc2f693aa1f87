package portcullis.apps.assistant;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence as a model wrote it, apart from its marks.
 *
 * @param text without any mark
 * @param almost without the marks at its end only: a source may have marks of its own inside
 * @param numbers the marks, in order, without repetition
 */
record Marks(String text, String almost, List<Integer> numbers) {
    private static final Pattern MARK =
            Pattern.compile("\\s*\\[(\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3})*)]");
    private static final Pattern LAST =
            Pattern.compile("((?:\\s*\\[\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3})*])+)([.!?]*)\\s*$");
    private static final Pattern DECORATION =
            Pattern.compile("^(?:[-*•>#]+\\s+|\\d{1,2}[.)]\\s+)+");

    static Marks of(String written) {
        String plain = DECORATION.matcher(written.strip()).replaceFirst("").replace("**", "");
        List<Integer> numbers = new ArrayList<>();
        Matcher marks = MARK.matcher(plain);
        while (marks.find()) {
            for (String number : marks.group(1).split("[,;]")) {
                numbers.add(Integer.valueOf(number.strip()));
            }
        }
        return new Marks(
                MARK.matcher(plain).replaceAll("").strip(),
                LAST.matcher(plain).replaceFirst("$2").strip(),
                numbers.stream().distinct().toList());
    }

    boolean empty() {
        return text.codePoints().noneMatch(Character::isLetterOrDigit);
    }
}
