package portcullis.parser;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of file the library reads (LIB-4 to LIB-9). */
public enum Format {
    PDF("application/pdf", "pdf"),
    HTML("text/html", "html", "htm", "xhtml"),
    MARKDOWN("text/markdown", "md", "markdown"),
    TEXT("text/plain", "txt", "text");

    private final String mediaType;

    @SuppressWarnings("ImmutableEnumChecker") // List.of never changes
    private final List<String> extensions;

    Format(String mediaType, String... extensions) {
        this.mediaType = mediaType;
        this.extensions = List.of(extensions);
    }

    /** The IANA media type, without parameters. */
    public String mediaType() {
        return mediaType;
    }

    /** The format that files of this name claim to be; empty when the extension is not known. */
    public static Optional<Format> named(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String extension = fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> dot >= 0 && format.extensions.contains(extension))
                .findFirst();
    }
}
