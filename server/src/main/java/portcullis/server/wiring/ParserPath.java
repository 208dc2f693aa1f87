package portcullis.server.wiring;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The class path of the parser's child processes: the part of our own that reads documents. */
final class ParserPath {
    private static final Pattern CHILD =
            Pattern.compile(
                    ".*(/parser/target/.*|/(parser|pdfbox|pdfbox-io|fontbox|commons-logging|jsoup"
                            + "|commonmark)-[0-9][^/]*jar)");

    private ParserPath() {}

    static List<Path> of(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> CHILD.matcher(entry).matches())
                .map(Path::of)
                .toList();
    }
}
