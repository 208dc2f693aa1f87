package portcullis.server.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EntitiesPageTest {
    @Test
    void publishedPageIsTheRegister() throws IOException {
        Path page =
                Path.of(System.getProperty("portcullis.root", ".."), "docs/reference/entities.md");
        assertThat(Files.readString(page)).isEqualTo(EntitiesPage.markdown());
    }
}
