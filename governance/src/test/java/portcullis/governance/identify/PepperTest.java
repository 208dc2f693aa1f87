package portcullis.governance.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("GOV-10")
class PepperTest {
    @TempDir Path folder;

    @Test
    void madeOnceAndReadableByItsOwnerOnly() throws IOException {
        Path file = folder.resolve("pepper");
        byte[] first = Pepper.at(file).digest("a key");

        assertThat(Pepper.at(file).digest("a key")).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void twoHousesHaveTwoPeppers() {
        assertThat(Pepper.at(folder.resolve("a")).digest("a key"))
                .isNotEqualTo(Pepper.at(folder.resolve("b")).digest("a key"));
    }

    @Test
    void processesThatStartTogetherAgree() throws Exception {
        Path file = folder.resolve("pepper");
        CyclicBarrier together = new CyclicBarrier(8);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<byte[]>> digests =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    _ ->
                                            threads.submit(
                                                    () -> {
                                                        together.await(10, TimeUnit.SECONDS);
                                                        return Pepper.at(file).digest("a key");
                                                    }))
                            .toList();
            for (Future<byte[]> digest : digests) {
                assertThat(digest.get()).isEqualTo(digests.getFirst().get());
            }
        }
    }

    @Test
    void fileThatOthersMayReadIsRefused() throws IOException {
        Path file = folder.resolve("pepper");
        Pepper.at(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> Pepper.at(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0600");
    }

    @Test
    void cutFileIsRefused() throws IOException {
        Path file = folder.resolve("pepper");
        Pepper.at(file);
        Files.write(file, new byte[31]);

        assertThatThrownBy(() -> Pepper.at(file)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void folderThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> Pepper.at(folder.resolve("none").resolve("pepper")))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void digestIsHmacSha256() {
        // The empty message under a key of zeros: the textbook value of HMAC-SHA-256.
        assertThat(java.util.HexFormat.of().formatHex(Pepper.of(new byte[32]).digest("")))
                .isEqualTo("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    }
}
