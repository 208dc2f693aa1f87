package portcullis.library.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.parser.Caps;
import portcullis.parser.Format;

/** Children that break, stall, lie and grow; and the next document, which does not notice. */
@Tag("LIB-16")
@Tag("LIB-17")
@Tag("LIB-19")
class ParserTest {
    private static final byte[] NOTE = "A note.\n".getBytes(StandardCharsets.UTF_8);
    private static final Caps SHORT = new Caps(Duration.ofMillis(700), 1 << 20, 1 << 16, 10);

    private Parser parser = TestParsers.open();

    @AfterEach
    void close() {
        parser.close();
    }

    @Test
    void aChildThatCrashesQuarantinesItsDocument() {
        parser = speaking("printf '\\000\\000\\000\\001\\000'; exit 7");
        assertThat(read(NOTE)).isEqualTo(RefusalCode.DOCUMENT_QUARANTINED);
    }

    @Test
    void aChildThatHangsIsKilledAtItsCap() {
        parser = speaking("printf '\\000\\000\\000\\001\\000'; exec sleep 600");
        long began = System.nanoTime();
        assertThat(read(NOTE)).isEqualTo(RefusalCode.DOCUMENT_OVER_CAP);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aChildThatTalksNonsenseQuarantinesItsDocument() {
        parser = speaking("printf '\\000\\000\\000\\001\\000'; exec cat /dev/urandom");
        assertThat(read(NOTE)).isEqualTo(RefusalCode.DOCUMENT_QUARANTINED);
    }

    @Test
    void aChildThatNeverGreetsIsTheServersTrouble() {
        parser = speaking("exit 1");
        assertThat(read(NOTE)).isEqualTo(RefusalCode.INTERNAL);
    }

    @Test
    void aFrameBeyondTheCapIsNotRead() {
        parser = speaking("printf '\\000\\000\\000\\001\\000\\177\\377\\377\\377'; exec sleep 600");
        assertThat(read(NOTE)).isEqualTo(RefusalCode.DOCUMENT_QUARANTINED);
    }

    @Test
    void theDocumentAfterAHostileOneIsReadAsEver() {
        byte[] deep = "<div>".repeat(400_000).getBytes(StandardCharsets.UTF_8);
        TestParsers.parse(parser, Format.HTML, deep);
        assertThat(TestParsers.parse(parser, Format.TEXT, NOTE)).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void aFullHeapEndsTheChildOnly() {
        ParserSettings small = TestParsers.settings(1, Caps.DEFAULT);
        parser =
                Parser.open(
                        new ParserSettings(
                                small.java(),
                                small.classPath(),
                                small.folder(),
                                1,
                                24,
                                Caps.DEFAULT,
                                small.isolation()));
        byte[] big = "<p>word</p>".repeat(900_000).getBytes(StandardCharsets.UTF_8);
        assertThat(code(TestParsers.parse(parser, Format.HTML, big)))
                .isEqualTo(RefusalCode.DOCUMENT_OVER_CAP);
        assertThat(TestParsers.parse(parser, Format.TEXT, NOTE)).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    void moreTextThanTheCapIsRefused() {
        parser =
                Parser.open(
                        TestParsers.settings(1, new Caps(Duration.ofSeconds(30), 999, 900, 10)));
        assertThat(read("x y\n".repeat(100).getBytes(StandardCharsets.UTF_8))).isNull();
        assertThat(read("x y\n".repeat(300).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(RefusalCode.DOCUMENT_OVER_CAP);
    }

    @Test
    void morePagesThanTheCapAreRefused() {
        parser = Parser.open(TestParsers.settings(1, SHORT));
        assertThat(read("page\f".repeat(11).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(RefusalCode.DOCUMENT_OVER_CAP);
    }

    @Test
    void aFileOfBlanksHasNoText() {
        assertThat(read(" \n\t\f ".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(RefusalCode.DOCUMENT_WITHOUT_TEXT);
    }

    @Test
    void aBusyPoolRefusesAtTheDeadline() throws Exception {
        parser = speaking("printf '\\000\\000\\000\\001\\000'; exec sleep 600");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<RefusalCode> reading = () -> read(NOTE);
            Future<RefusalCode> first = threads.submit(reading);
            Outcome<Parsed> second = untilOverloaded();
            assertThat(code(second)).isEqualTo(RefusalCode.OVERLOADED);
            assertThat(first.get()).isEqualTo(RefusalCode.DOCUMENT_OVER_CAP);
        }
    }

    /** The one child is busy for at least its cap, so an impatient caller soon meets it so. */
    private Outcome<Parsed> untilOverloaded() {
        Deadline end = Deadline.in(Duration.ofSeconds(10));
        Outcome<Parsed> outcome = impatient();
        while (code(outcome) != RefusalCode.OVERLOADED && !end.passed()) {
            outcome = impatient();
        }
        return outcome;
    }

    private Outcome<Parsed> impatient() {
        return parser.parse(TestParsers.claimed(Format.TEXT, NOTE), Deadline.in(Duration.ZERO));
    }

    @Test
    void aChildHasNoEnvironmentAndAnEmptyFolder() throws IOException {
        Path seen = TestParsers.folder().resolve("seen");
        parser =
                speaking(
                        "printf '\\000\\000\\000\\001\\000';"
                                + " { /usr/bin/env; /bin/ls -A; } > "
                                + seen
                                + "; exit 7");
        read(NOTE);
        assertThat(Files.readAllLines(seen))
                .allMatch(line -> line.matches("(PWD|OLDPWD|SHLVL|_)=.*"))
                .noneMatch(line -> line.startsWith("PATH"));
    }

    @Test
    @Tag("LIB-18")
    void aChildReachesNoNetworkWhereTheSystemHasNamespaces() throws IOException {
        Assumptions.assumeTrue(
                parser.isolation() == Isolation.NAMESPACES, "this system offers no namespaces");
        Path seen = TestParsers.folder().resolve("seen");
        parser =
                speaking(
                        "printf '\\000\\000\\000\\001\\000'; /bin/cat /proc/net/dev > "
                                + seen
                                + "; exit 7");
        read(NOTE);
        List<String> interfaces =
                Files.readAllLines(seen).stream().filter(line -> line.contains(":")).toList();
        assertThat(interfaces).hasSize(1).allMatch(line -> line.strip().startsWith("lo:"));
    }

    @Test
    @Tag("LIB-18")
    void requiredIsolationThatIsAbsentStopsTheStart() {
        ParserSettings all = TestParsers.settings(1, SHORT);
        ParserSettings required =
                new ParserSettings(
                        all.java(),
                        all.classPath(),
                        all.folder(),
                        1,
                        64,
                        SHORT,
                        Isolation.Wanted.REQUIRED);
        assertThatThrownBy(() -> Parser.check(required, Isolation.PROCESS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("isolation is required");
    }

    @Test
    void childrenAreReusedAndLeaveNothingBehind() throws IOException {
        ParserSettings settings = TestParsers.settings(1, Caps.DEFAULT);
        parser = Parser.open(settings);
        for (int i = 0; i < Pool.REUSE + 2; i++) {
            assertThat(read(NOTE)).isNull();
        }
        try (var folders = Files.list(settings.folder())) {
            assertThat(folders).hasSize(1);
        }
        parser.close();
        try (var folders = Files.list(settings.folder())) {
            assertThat(folders).isEmpty();
        }
    }

    private RefusalCode read(byte[] content) {
        return code(TestParsers.parse(parser, Format.TEXT, content));
    }

    /** Null when the document was read. */
    private static RefusalCode code(Outcome<Parsed> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Parsed> passed -> null;
            case Outcome.Refused<Parsed> refused -> refused.refusal().code();
        };
    }

    private static Parser speaking(String script) {
        Function<Path, List<String>> command = folder -> List.of("/bin/sh", "-c", script);
        return new Parser(TestParsers.settings(1, SHORT), Isolation.available(), command);
    }
}
