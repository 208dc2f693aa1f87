package portcullis.governance.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.governance.Role;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.TenantId;

@Tag("GOV-11")
class KeyMinterTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final KeyMinter minter =
            new KeyMinter(Pepper.of(new byte[32]), Clock.fixed(NOON, ZoneOffset.UTC));

    private Outcome<Minted> mint(String name, Duration life) {
        return minter.mint(TenantId.DEFAULT, name, Role.PRACTITIONER, life);
    }

    private static FieldPath field(Outcome<Minted> outcome) {
        return ((Outcome.Refused<Minted>) outcome).refusal().field().orElseThrow();
    }

    @Test
    void storeNeverSeesTheSecret() {
        Minted minted = ((Outcome.Passed<Minted>) mint("n", KeyMinter.DEFAULT_LIFE)).value();

        assertThat(minted.stored().toString()).doesNotContain(minted.secret().reveal());
        assertThat(minted.toString()).doesNotContain(minted.secret().reveal());
        assertThat(minted.stored().digest()).matches("[0-9a-f]{64}");
        assertThat(minted.stored().expires()).isEqualTo(NOON.plus(Duration.ofDays(365)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "line\nbreak", "nul\0", "\u202Eturned"})
    void namesThatCouldForgeAListAreRefused(String name) {
        assertThat(field(mint(name, KeyMinter.DEFAULT_LIFE))).isEqualTo(FieldPath.field("name"));
    }

    @Test
    void nameHasAtMostAHundredCharacters() {
        assertThat(mint("x".repeat(100), KeyMinter.DEFAULT_LIFE))
                .isInstanceOf(Outcome.Passed.class);
        assertThat(mint("x".repeat(101), KeyMinter.DEFAULT_LIFE))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void lifeHasAnEnd() {
        assertThat(field(mint("n", Duration.ZERO))).isEqualTo(FieldPath.field("expires"));
        assertThat(field(mint("n", Duration.ofDays(-1)))).isEqualTo(FieldPath.field("expires"));
        assertThat(field(mint("n", Duration.ofDays(3651)))).isEqualTo(FieldPath.field("expires"));
    }
}
