package portcullis.storage.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static portcullis.storage.lucene.Shelf.EAST;
import static portcullis.storage.lucene.Shelf.WEST;
import static portcullis.storage.lucene.Shelf.entry;
import static portcullis.storage.lucene.Shelf.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.Event;
import portcullis.kernel.StoreUnavailable;

@Tag("LIB-56")
class DamageTest {
    @TempDir Path folder;

    @BeforeEach
    void fill() {
        try (LuceneIndex index = Shelf.open(folder)) {
            for (int i = 0; i < 40; i++) {
                index.put(List.of(entry(EAST, 100 + i, 1, "fever number" + i)));
            }
            index.put(List.of(entry(WEST, 10, 1, "cough")));
            index.commit(50);
        }
    }

    @Test
    void anyFlippedByteIsFoundAtTheStart() throws IOException {
        for (Path file : files(folder.resolve("tenants/east"))) {
            byte[] whole = Files.readAllBytes(file);
            byte[] broken = whole.clone();
            broken[broken.length / 2] ^= 1;
            Files.write(file, broken);
            assertThat(positionAfterOpen()).as(file.getFileName().toString()).isZero();
            fill();
        }
    }

    @Test
    void anyCutFileIsFoundAtTheStart() throws IOException {
        for (Path file : files(folder.resolve("tenants/east"))) {
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 3));
            assertThat(positionAfterOpen()).as(file.getFileName().toString()).isZero();
            fill();
        }
    }

    @Test
    void aLostPartIsFound() throws IOException {
        delete(folder.resolve("tenants/west"));
        assertThat(positionAfterOpen()).isZero();
    }

    @Test
    void aLostMarkIsFound() throws IOException {
        Files.delete(folder.resolve("feed"));
        assertThat(positionAfterOpen()).isZero();
    }

    @Test
    void aBrokenMarkIsFound() throws IOException {
        for (String broken :
                List.of(
                        "",
                        "x",
                        "1 test/4\n50\n",
                        "1 test/4\n-\nend\n",
                        "1 test/4\n50\n../x 5\nend\n")) {
            Files.writeString(folder.resolve("feed"), broken);
            assertThat(positionAfterOpen()).as(broken).isZero();
            fill();
        }
    }

    @Test
    void aPartFromAnOlderCopyIsFound() throws IOException {
        Path old = folder.resolve("old");
        copy(folder.resolve("tenants/west"), old);
        try (LuceneIndex index = Shelf.open(folder)) {
            index.put(List.of(entry(WEST, 11, 1, "newer")));
            index.commit(60);
        }
        delete(folder.resolve("tenants/west"));
        copy(old, folder.resolve("tenants/west"));
        assertThat(positionAfterOpen()).isZero();
    }

    @Test
    void aDamagedIndexIsEmptiedReportedAndRebuilt() throws IOException {
        Files.delete(files(folder.resolve("tenants/east")).getLast());
        List<Event> events = new ArrayList<>();
        try (LuceneIndex index =
                LuceneIndex.open(new LuceneIndex.Layout(folder, "test/4", 4), events::add)) {
            assertThat(events).hasExactlyElementsOfTypes(IndexDiscarded.class);
            index.put(List.of(entry(EAST, 20, 1, "rebuilt")));
            index.commit(1);
            assertThat(words(index, EAST, "rebuilt")).containsExactly(20L);
        }
        assertThat(positionAfterOpen()).isEqualTo(1);
    }

    @Test
    @Tag("LIB-53")
    void damageMetWhileRunningFailsEverySearchUntilCleared() throws IOException {
        try (LuceneIndex index = Shelf.open(folder)) {
            delete(folder.resolve("tenants/east"));
            assertThatThrownBy(() -> index.put(List.of(entry(EAST, 500, 1, "later"))))
                    .isInstanceOf(StoreUnavailable.class);
            assertThat(index.position()).isZero();
            assertThatThrownBy(() -> words(index, EAST, "fever"))
                    .isInstanceOf(StoreUnavailable.class);
            index.clear();
            assertThat(words(index, EAST, "fever")).isEmpty();
        }
    }

    private long positionAfterOpen() {
        try (LuceneIndex index = Shelf.open(folder)) {
            return index.position();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
