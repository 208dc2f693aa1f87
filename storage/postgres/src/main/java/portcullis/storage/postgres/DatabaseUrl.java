package portcullis.storage.postgres;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;
import portcullis.kernel.SensitiveText;
import portcullis.storage.postgres.embedded.CannotStart;

/**
 * Where an external PostgreSQL is: {@code postgres://user:password@host:port/database?option=value}
 * (also {@code postgresql://}) or {@code jdbc:postgresql://host:port/database?user=u&password=p}.
 * Options are those of the JDBC driver, such as {@code sslmode=verify-full}. It may hold a password
 * and therefore never shows itself.
 */
public final class DatabaseUrl {
    private final String jdbc;
    private final Optional<String> user;
    private final Optional<SensitiveText> password;

    private DatabaseUrl(String jdbc, Optional<String> user, Optional<SensitiveText> password) {
        this.jdbc = jdbc;
        this.user = user;
        this.password = password;
    }

    /**
     * Reads an address.
     *
     * @throws CannotStart when it has neither form, without repeating it
     */
    public static DatabaseUrl of(SensitiveText address) {
        String text = address.reveal().strip();
        if (text.startsWith("jdbc:postgresql://")) {
            return new DatabaseUrl(text, Optional.empty(), Optional.empty());
        }
        if (!text.startsWith("postgres://") && !text.startsWith("postgresql://")) {
            throw wrong();
        }
        try {
            return ofUri(new URI(text));
        } catch (URISyntaxException | IllegalArgumentException unreadable) {
            throw wrong();
        }
    }

    /** A source of new connections; it keeps none. */
    PGSimpleDataSource connections() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setURL(jdbc);
        } catch (IllegalArgumentException unreadable) {
            throw wrong();
        }
        user.ifPresent(source::setUser);
        password.ifPresent(secret -> source.setPassword(secret.reveal()));
        return source;
    }

    private static DatabaseUrl ofUri(URI uri) {
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        if (uri.getHost() == null || path.length() < 2) {
            throw wrong();
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = Optional.ofNullable(uri.getRawQuery()).map(q -> "?" + q).orElse("");
        String jdbc = "jdbc:postgresql://" + uri.getHost() + port + path + query;
        String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
        return new DatabaseUrl(
                jdbc,
                Optional.of(login[0]).filter(name -> !name.isEmpty()).map(DatabaseUrl::decoded),
                login.length < 2
                        ? Optional.empty()
                        : Optional.of(SensitiveText.of(decoded(login[1]))));
    }

    // A plus sign is itself here, unlike in a form.
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static CannotStart wrong() {
        return new CannotStart(
                CannotStart.Reason.WRONG_URL,
                "The database address is not of the form"
                        + " postgres://user:password@host:port/database. Characters such as @ : / ?"
                        + " in the password are written as %40 %3A %2F %3F.");
    }

    @Override
    public String toString() {
        return "DatabaseUrl";
    }
}
