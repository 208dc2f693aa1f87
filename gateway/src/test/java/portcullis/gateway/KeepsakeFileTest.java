package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("SCR-7")
class KeepsakeFileTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ONE = "00112233445566778899aabbccddeeff";
    private static final String TWO = "ffeeddccbbaa99887766554433221100";

    @TempDir private Path folder;

    private KeepsakeFile at(Instant time) {
        return new KeepsakeFile(folder, Clock.fixed(time, ZoneOffset.UTC));
    }

    private Set<String> known(Instant time) {
        try (KeepsakeFile file = at(time)) {
            return file.kept(Set.of(ONE, TWO));
        }
    }

    @Test
    void aDigestOutlivesTheProcessForSevenDays() {
        try (KeepsakeFile file = at(NOON)) {
            file.keep(ONE);
        }
        assertThat(known(NOON.plus(Duration.ofDays(6)))).containsExactly(ONE);
        assertThat(known(NOON.plus(Duration.ofDays(7)))).isEmpty();
    }

    @Test
    void aRecordCutByACrashHidesNoOther() throws IOException {
        try (KeepsakeFile file = at(NOON)) {
            file.keep(ONE);
        }
        Files.write(folder.resolve("given"), new byte[7], StandardOpenOption.APPEND);
        try (KeepsakeFile file = at(NOON)) {
            assertThat(file.kept(Set.of(ONE))).containsExactly(ONE);
            file.keep(TWO);
        }
        assertThat(known(NOON)).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void aFullFileIsPutAsideAndStillRead() throws IOException {
        Files.write(folder.resolve("given"), new byte[24 * 99_999]);
        try (KeepsakeFile file = at(NOON)) {
            file.keep(ONE);
        }
        assertThat(folder.resolve("given.before")).exists();
        try (KeepsakeFile file = at(NOON)) {
            file.keep(TWO);
        }
        assertThat(Files.size(folder.resolve("given"))).isEqualTo(24);
        assertThat(known(NOON)).containsExactlyInAnyOrder(ONE, TWO);
    }
}
