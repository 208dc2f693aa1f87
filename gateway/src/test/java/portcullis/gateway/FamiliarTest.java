package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.kernel.TenantId;

@Tag("SCR-7")
class FamiliarTest {
    private static final TenantId CLINIC = new TenantId("clinic");

    private final AtomicLong nanos = new AtomicLong();
    private final Familiar familiar = new Familiar(new byte[32], nanos::get);

    @Test
    void onlyTheSameBytesOfTheSameTenantAreKnownForSevenDays() {
        familiar.given(CLINIC, "EqQB==");
        assertThat(familiar.knows(CLINIC, "EqQB==")).isTrue();
        assertThat(familiar.knows(CLINIC, "EqQB=")).isFalse();
        assertThat(familiar.knows(new TenantId("other"), "EqQB==")).isFalse();
        nanos.addAndGet(Duration.ofDays(7).toNanos());
        assertThat(familiar.knows(CLINIC, "EqQB==")).isFalse();
    }
}
