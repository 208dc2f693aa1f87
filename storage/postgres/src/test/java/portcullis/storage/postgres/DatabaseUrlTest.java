package portcullis.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import portcullis.kernel.SensitiveText;
import portcullis.storage.postgres.embedded.CannotStart;
import portcullis.storage.postgres.embedded.ExternalPostgres;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "postgres://u:p@db.example:5433/app, db.example, 5433, app, u, p",
        "postgresql://u:p@db.example/app, db.example, 5432, app, u, p",
        "postgres://u:p%40%3A%2F+%20x@[::1]:5432/app, '[::1]', 5432, app, u, p@:/+ x",
        "jdbc:postgresql://db.example:5433/app?user=u&password=p, db.example, 5433, app, u, p",
    })
    void everyFormIsUnderstood(
            String text, String host, int port, String name, String user, String password) {
        PGSimpleDataSource source = url(text).connections();
        assertThat(source.getServerNames()).containsExactly(host);
        assertThat(source.getPortNumbers()).containsExactly(port);
        assertThat(source.getDatabaseName()).isEqualTo(name);
        assertThat(source.getUser()).isEqualTo(user);
        assertThat(source.getPassword()).isEqualTo(password);
    }

    @Test
    void optionsReachTheDriver() {
        PGSimpleDataSource source =
                url("postgres://u:p@db.example/app?sslmode=verify-full").connections();
        assertThat(source.getSslmode()).isEqualTo("verify-full");
    }

    @Property
    void everyPasswordSurvivesItsEscaping(@ForAll @NotBlank @StringLength(max = 40) String secret) {
        String clean = new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String escaped = URLEncoder.encode(clean, StandardCharsets.UTF_8).replace("+", "%20");
        PGSimpleDataSource source = url("postgres://u:" + escaped + "@host/db").connections();
        assertThat(source.getPassword()).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mysql://u:hunter2@host/db",
                "postgres://",
                "postgres://u:hunter2@host",
                "postgres://u:hunter2@host/",
                "postgres://u:hunter2@/db",
                "postgres://u:hun ter2@host/db",
                "postgres://u:hunter2%zz@host/db",
                "postgres://u:hunter2@host:99999999/db",
                "jdbc:postgresql://host:no/db?password=hunter2",
            })
    void anythingElseIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> url(text).connections())
                .isInstanceOf(CannotStart.class)
                .hasNoCause()
                .hasMessageNotContaining("hunter2")
                .extracting(trouble -> ((CannotStart) trouble).reason())
                .isEqualTo(CannotStart.Reason.WRONG_URL);
    }

    @Test
    void anAddressNeverShowsItself() {
        assertThat(url("postgres://u:hunter2@host/db").toString()).doesNotContain("hunter2");
    }

    @Test
    void aServerThatCannotBeUsedIsNamedByItsTrouble(@TempDir Path folder) throws Exception {
        long before = System.nanoTime();
        assertThatThrownBy(() -> Database.external(url("postgres://u:hunter2@127.0.0.1:1/db")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("nobody answers")
                .hasMessageNotContaining("hunter2");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
        try (ExternalPostgres server = ExternalPostgres.start(folder)) {
            assertThatThrownBy(() -> Database.external(server.url("clinic:wrong", "clinic")))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("login is refused");
            assertThatThrownBy(() -> Database.external(server.url(ExternalPostgres.LOGIN, "none")))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("no database of that name");
        }
    }

    private static DatabaseUrl url(String text) {
        return DatabaseUrl.of(SensitiveText.of(text));
    }
}
