package portcullis.library.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.library.Claimed;
import portcullis.library.DocumentId;
import portcullis.parser.Caps;
import portcullis.parser.Format;

/** Parsers with real children, for tests. */
public final class TestParsers {
    private TestParsers() {}

    /** What a child needs of this process's class path, and nothing else. */
    public static List<Path> classPath() {
        return ChildClassPath.of(System.getProperty("java.class.path"));
    }

    public static Path folder() {
        try {
            Path build = Files.createDirectories(Path.of("target", "children").toAbsolutePath());
            return Files.createTempDirectory(build, "parser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Parser open() {
        return Parser.open(ParserSettings.with(classPath(), folder()));
    }

    static ParserSettings settings(int children, Caps caps) {
        ParserSettings all = ParserSettings.with(classPath(), folder());
        return new ParserSettings(
                all.java(), all.classPath(), all.folder(), children, 256, caps, all.isolation());
    }

    public static Claimed claimed(Format format, byte[] content) {
        return new Claimed(
                UUID.randomUUID(),
                TenantId.DEFAULT,
                DocumentId.random(),
                1,
                1,
                SensitiveText.of("file"),
                format,
                content);
    }

    static Outcome<Parsed> parse(Parser parser, Format format, byte[] content) {
        return parser.parse(claimed(format, content), Deadline.in(Duration.ofSeconds(60)));
    }
}
