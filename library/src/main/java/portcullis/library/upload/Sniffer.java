package portcullis.library.upload;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import portcullis.parser.Format;

/**
 * Tells the kind of a file from its bytes (LIB-12). An extension or declared type that disagrees
 * with them, or that the library does not read, leaves no format.
 */
final class Sniffer {
    private static final int HEAD = 1024;
    private static final List<String> FOREIGN =
            List.of(
                    "PK\u0003\u0004",
                    "PK\u0005\u0006",
                    "\u00d0\u00cf\u0011\u00e0",
                    "{\\rtf",
                    "%!PS",
                    "\u007fELF",
                    "MZ\u0090",
                    "\u0089PNG",
                    "\u00ff\u00d8\u00ff",
                    "GIF8",
                    "Rar!",
                    "7z\u00bc\u00af",
                    "\u001f\u008b",
                    "BZh",
                    "II*",
                    "RIFF",
                    "OggS");
    private static final Pattern PAGE =
            Pattern.compile(
                    "\\s*+(?:<\\?xml[^>]*+>\\s*+)?(?:<!--.*?-->\\s*+)*+<(?:!doctype\\s++html|html)\\b",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<(?:[a-zA-Z][a-zA-Z0-9]*+[\\s/>]|!--)");

    private static final Pattern EXTENSION = Pattern.compile("\\.[a-zA-Z0-9]{1,10}$");

    private Sniffer() {}

    static Optional<Format> format(byte[] bytes, String name, Optional<String> declared) {
        Optional<Format> seen =
                isPdf(bytes) ? Optional.of(Format.PDF) : text(bytes).flatMap(t -> kind(t, name));
        return seen.filter(format -> extensionFits(format, name))
                .filter(format -> declared.isEmpty() || declaredFits(format, declared.get()));
    }

    private static boolean isPdf(byte[] bytes) {
        return latin(bytes, HEAD).contains("%PDF-");
    }

    /** The beginning of a file that can be text: no foreign mark, no NUL outside UTF-16. */
    private static Optional<String> text(byte[] bytes) {
        String start = latin(bytes, 4 * HEAD);
        if (FOREIGN.stream().anyMatch(start::startsWith)) {
            return Optional.empty();
        }
        if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff")) {
            Charset charset = StandardCharsets.UTF_16;
            return Optional.of(new String(bytes, 0, Math.min(bytes.length, 8 * HEAD), charset));
        }
        for (byte b : bytes) {
            if (b == 0) {
                return Optional.empty();
            }
        }
        return Optional.of(start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start);
    }

    /** HTML by its markup; the two kinds of plain text only differ by their names. */
    private static Optional<Format> kind(String start, String name) {
        Optional<Format> named = Format.named(name);
        if (PAGE.matcher(start).lookingAt()) {
            return Optional.of(Format.HTML);
        }
        if (start.stripLeading().startsWith("<?xml")) {
            return Optional.empty();
        }
        if (named.equals(Optional.of(Format.HTML)) && TAG.matcher(start).find()) {
            return named;
        }
        return named.equals(Optional.of(Format.MARKDOWN)) ? named : Optional.of(Format.TEXT);
    }

    private static boolean extensionFits(Format format, String name) {
        return !EXTENSION.matcher(name).find() || Format.named(name).equals(Optional.of(format));
    }

    private static boolean declaredFits(Format format, String declared) {
        return switch (declared.toLowerCase(Locale.ROOT).strip()) {
            case "application/octet-stream", "" -> true;
            case "text/x-markdown" -> format == Format.MARKDOWN;
            case "application/xhtml+xml" -> format == Format.HTML;
            case "text/plain" -> format == Format.TEXT || format == Format.MARKDOWN;
            case String type -> type.equals(format.mediaType());
        };
    }

    private static String latin(byte[] bytes, int most) {
        return new String(bytes, 0, Math.min(bytes.length, most), StandardCharsets.ISO_8859_1);
    }
}
