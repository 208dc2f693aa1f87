package portcullis.storage.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import portcullis.governance.seal.Seal;
import portcullis.kernel.Label;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/** Words that people wrote, sealed for their row, and moments as columns hold them. */
final class Sealed {
    private final Seal seal;
    private final Label purpose;

    Sealed(Seal seal, String purpose) {
        this.seal = seal;
        this.purpose = new Label(purpose);
    }

    byte[] sealed(TenantId tenant, Object row, SensitiveText words) {
        return seal.seal(place(tenant, row), words.reveal().getBytes(UTF_8));
    }

    /** Empty words when the row was moved or changed. */
    SensitiveText opened(TenantId tenant, Object row, byte[] sealed) {
        return seal.open(place(tenant, row), sealed)
                .map(words -> SensitiveText.of(new String(words, UTF_8)))
                .orElse(SensitiveText.of(""));
    }

    private Seal.Place place(TenantId tenant, Object row) {
        return new Seal.Place(purpose, tenant, row.toString());
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    static Instant needed(ResultSet row, String column) throws SQLException {
        return instant(row, column).orElseThrow();
    }

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static OffsetDateTime moment(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
