package portcullis.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Planted values, and the search for them where they must never be: files, logs, answers. Finds a
 * value raw, in capitals or small letters, in UTF-16, Base64 at any offset (both alphabets), hex,
 * percent encoding, JSON escapes, and all of these inside gzip, three layers deep. Values should be
 * unmistakable and have at least six characters.
 */
public final class LeakCanary {
    private static final int SHORTEST = 6;
    private static final int DEEPEST = 3;
    private static final int MOST_UNPACKED = 64 << 20;
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final List<String> values;
    private final List<Set<String>> forms;

    /**
     * A value that was found.
     *
     * @param where the file or text it was found in
     * @param value its position among the planted ones, from 0; the value itself is not repeated
     */
    public record Leak(String where, int value) {}

    private LeakCanary(List<String> values) {
        this.values = List.copyOf(values);
        this.forms = values.stream().map(LeakCanary::forms).toList();
    }

    /** Searches for these values. */
    public static LeakCanary planting(String... values) {
        if (Stream.of(values).anyMatch(value -> value.length() < SHORTEST)) {
            throw new IllegalArgumentException("a planted value has at least 6 characters");
        }
        return new LeakCanary(List.of(values));
    }

    /** The planted values, in order. */
    public List<String> values() {
        return values;
    }

    /** Leaks in every regular file of a folder and the folders in it. */
    public List<Leak> inFolder(Path folder) {
        List<Leak> leaks = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                leaks.addAll(inFile(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return leaks;
    }

    /** Leaks in a text, such as an answer or a log. */
    public List<Leak> inText(String where, String text) {
        return inBytes(where, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaks in bytes. */
    public List<Leak> inBytes(String where, byte[] bytes) {
        Set<Leak> leaks = new LinkedHashSet<>();
        search(where, bytes, DEEPEST, leaks);
        return List.copyOf(leaks);
    }

    private List<Leak> inFile(Path file) throws IOException {
        try {
            return inBytes(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException removedMeanwhile) {
            return List.of();
        }
    }

    private void search(String where, byte[] bytes, int layers, Set<Leak> leaks) {
        String raw = new String(bytes, BYTES);
        String plain = raw.indexOf('\\') < 0 ? raw : unescaped(raw);
        for (int i = 0; i < forms.size(); i++) {
            for (String form : forms.get(i)) {
                if (raw.contains(form) || (!plain.equals(raw) && plain.contains(form))) {
                    leaks.add(new Leak(where, i));
                }
            }
        }
        if (layers > 0) {
            unpacked(raw, bytes).forEach(inner -> search(where, inner, layers - 1, leaks));
        }
    }

    /** What every gzip member in the bytes holds, as far as it can be read. */
    private static List<byte[]> unpacked(String raw, byte[] bytes) {
        List<byte[]> members = new ArrayList<>();
        int at = raw.indexOf("\u001f\u008b\b");
        while (at >= 0) {
            byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
            byte[] inner = unpack(rest);
            if (inner.length > 0) {
                members.add(inner);
            }
            at = raw.indexOf("\u001f\u008b\b", at + 1);
        }
        return members;
    }

    /** As much as comes before the end, the cap or the damage. */
    private static byte[] unpack(byte[] packed) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[65_536];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            int n = in.read(buffer);
            while (n > 0 && all.size() < MOST_UNPACKED) {
                all.write(buffer, 0, n);
                n = in.read(buffer);
            }
            return all.toByteArray();
        } catch (IOException endOfMember) {
            return all.toByteArray();
        }
    }

    /** Undoes JSON escapes; what they name is put back as UTF-8 bytes. */
    private static String unescaped(String raw) {
        StringBuilder plain = new StringBuilder(raw.length());
        StringBuilder wide = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            boolean escape = raw.charAt(i) == '\\' && i + 1 < raw.length();
            if (escape && raw.charAt(i + 1) == 'u' && isHex(raw, i + 2)) {
                wide.append((char) Integer.parseInt(raw, i + 2, i + 6, 16));
                i += 5;
                continue;
            }
            flush(wide, plain);
            i += escape ? 1 : 0;
            plain.append(raw.charAt(i));
        }
        flush(wide, plain);
        return plain.toString();
    }

    private static void flush(StringBuilder wide, StringBuilder plain) {
        if (!wide.isEmpty()) {
            plain.append(new String(wide.toString().getBytes(StandardCharsets.UTF_8), BYTES));
            wide.setLength(0);
        }
    }

    private static boolean isHex(String text, int from) {
        return from + 4 <= text.length()
                && text.substring(from, from + 4).chars().allMatch(HexFormat::isHexDigit);
    }

    private static Set<String> forms(String value) {
        Set<String> forms = new LinkedHashSet<>();
        for (String spelt : spellings(value)) {
            byte[] bytes = spelt.getBytes(StandardCharsets.UTF_8);
            forms.add(new String(bytes, BYTES));
            forms.add(new String(spelt.getBytes(StandardCharsets.UTF_16LE), BYTES));
            forms.add(new String(spelt.getBytes(StandardCharsets.UTF_16BE), BYTES));
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
            forms.add(percent(bytes));
            for (int offset = 0; offset < 3; offset++) {
                String base64 = base64(bytes, offset);
                forms.add(base64);
                forms.add(base64.replace('+', '-').replace('/', '_'));
            }
        }
        return forms;
    }

    private static List<String> spellings(String value) {
        return List.of(value, value.toLowerCase(Locale.ROOT), value.toUpperCase(Locale.ROOT));
    }

    /** The characters that stand for the value alone when it begins at this offset modulo 3. */
    private static String base64(byte[] value, int offset) {
        byte[] shifted = new byte[offset + value.length];
        System.arraycopy(value, 0, shifted, offset, value.length);
        String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int from = (offset * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        return all.substring(from, to);
    }

    private static String percent(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte one : bytes) {
            boolean open = one > 0 && (Character.isLetterOrDigit(one) || "-._~".indexOf(one) >= 0);
            text.append(
                    open ? "" + (char) one : "%" + HexFormat.of().withUpperCase().toHexDigits(one));
        }
        return text.toString();
    }
}
