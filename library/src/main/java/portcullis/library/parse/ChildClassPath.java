package portcullis.library.parse;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Picks what a child needs out of a whole class path, and leaves everything else behind. */
public final class ChildClassPath {
    /** The parser floor as a jar or as a build's folder, and the libraries it reads with. */
    private static final Pattern NEEDED =
            Pattern.compile(
                    "(?:.*/)?(?:parser/target/classes/?"
                            + "|(?:parser|pdfbox|pdfbox-io|fontbox|commons-logging|jsoup|commonmark)"
                            + "-\\d[^/]*\\.jar)");

    private ChildClassPath() {}

    /**
     * Of a class path as the system property {@code java.class.path} holds it.
     *
     * @throws IllegalStateException when the parser floor is not among its entries
     */
    public static List<Path> of(String classPath) {
        List<Path> needed =
                Arrays.stream(classPath.split(System.getProperty("path.separator")))
                        .filter(entry -> NEEDED.matcher(entry.replace('\\', '/')).matches())
                        .map(Path::of)
                        .map(Path::toAbsolutePath)
                        .toList();
        if (needed.stream().noneMatch(ChildClassPath::isParser)) {
            throw new IllegalStateException("the class path holds no parser");
        }
        return needed;
    }

    private static boolean isParser(Path entry) {
        return entry.endsWith("parser/target/classes")
                || entry.getFileName().toString().startsWith("parser-");
    }
}
