package portcullis.server.desks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/**
 * Reads {@code multipart/form-data} (RFC 7578) out of a whole body. What is not exactly framed is
 * refused: a lenient reader and a strict one would see two different uploads.
 */
final class Multipart {
    private static final int MOST_PARTS = 32;
    private static final int LARGEST_HEAD = 8 * 1024;
    private static final Pattern BOUNDARY =
            Pattern.compile(
                    "(?i)multipart/form-data\\s*;.*?\\bboundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*");
    private static final Pattern NAME = Pattern.compile("(?i);\\s*name=\"([^\"\\r\\n]*)\"");
    private static final Pattern FILE = Pattern.compile("(?i);\\s*filename=\"([^\"\\r\\n]*)\"");
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    private Multipart() {}

    /**
     * One part. {@code file} is the file name as sent, when there is one.
     *
     * @param start first byte of the content in the body
     * @param end one past the last
     */
    record Part(
            String name, Optional<SensitiveText> file, Optional<String> type, int start, int end) {}

    /** The parts in order; refuses what is no such body. */
    static Outcome<List<Part>> read(String contentType, byte[] body) {
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!matcher.matches()) {
            return Outcome.refused(RefusalCode.UNSUPPORTED_MEDIA);
        }
        String token = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        byte[] line = ("--" + token).getBytes(StandardCharsets.ISO_8859_1);
        if (!startsWith(body, 0, line)) {
            return Outcome.refused(RefusalCode.BAD_REQUEST);
        }
        byte[] inner = ("\r\n--" + token).getBytes(StandardCharsets.ISO_8859_1);
        return parts(body, line.length, inner);
    }

    private static Outcome<List<Part>> parts(byte[] body, int first, byte[] delimiter) {
        List<Part> all = new ArrayList<>();
        int at = first;
        while (!startsWith(body, at, new byte[] {'-', '-'})) {
            int head = at + 2;
            int content = indexOf(body, BLANK_LINE, at, at + LARGEST_HEAD);
            int end = content < 0 ? -1 : indexOf(body, delimiter, content + 2, body.length);
            boolean framed = startsWith(body, at, new byte[] {'\r', '\n'}) && end >= 0;
            if (!framed || all.size() == MOST_PARTS) {
                return Outcome.refused(RefusalCode.BAD_REQUEST);
            }
            int from = Math.min(content + BLANK_LINE.length, end);
            Optional<Part> part = part(body, head, content, new int[] {from, end});
            if (part.isEmpty()) {
                return Outcome.refused(RefusalCode.BAD_REQUEST);
            }
            all.add(part.get());
            at = end + delimiter.length;
        }
        return Outcome.passed(all);
    }

    private static Optional<Part> part(byte[] body, int from, int to, int[] content) {
        String head = new String(body, from, Math.max(0, to - from), StandardCharsets.UTF_8);
        Optional<String> disposition = header(head, "content-disposition");
        Optional<String> name = disposition.flatMap(value -> group(NAME, value));
        return name.map(
                found ->
                        new Part(
                                found,
                                group(FILE, disposition.get()).map(SensitiveText::of),
                                header(head, "content-type"),
                                content[0],
                                content[1]));
    }

    private static Optional<String> header(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static Optional<String> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static boolean startsWith(byte[] body, int at, byte[] wanted) {
        return at >= 0
                && at + wanted.length <= body.length
                && java.util.Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /** First place of the bytes that begins before {@code to}; −1 when there is none. */
    private static int indexOf(byte[] body, byte[] wanted, int from, int to) {
        int last = Math.min(to, body.length - wanted.length + 1);
        for (int at = Math.max(0, from); at < last; at++) {
            if (body[at] == wanted[0] && startsWith(body, at, wanted)) {
                return at;
            }
        }
        return -1;
    }
}
