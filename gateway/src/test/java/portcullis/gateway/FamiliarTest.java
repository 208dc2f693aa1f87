package portcullis.gateway;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.kernel.TenantId;

@Tag("SCR-7")
class FamiliarTest {
    private static final TenantId CLINIC = new TenantId("clinic");

    private final AtomicLong nanos = new AtomicLong();
    private final Familiar familiar = new Familiar(new byte[32], nanos::get);

    @Test
    void whatAnotherProcessHeardIsKnownOnceItWasAskedFor() {
        Set<String> shared = ConcurrentHashMap.newKeySet();
        Keepsakes keepsakes =
                new Keepsakes() {
                    @Override
                    public void keep(String digest) {
                        shared.add(digest);
                    }

                    @Override
                    public Set<String> kept(Set<String> digests) {
                        return digests.stream().filter(shared::contains).collect(toSet());
                    }
                };
        Familiar here = new Familiar(new byte[32], nanos::get, keepsakes);
        Familiar there = new Familiar(new byte[32], nanos::get, keepsakes);
        here.hear(CLINIC, Frame.meaning(List.of(new Piece.ToolCall(0, 0, "call_219099999", "f"))));
        assertThat(there.knows(CLINIC, "call_219099999")).isFalse();
        there.recollect(CLINIC, List.of("call_219099999", "call_219099998"));
        assertThat(there.knows(CLINIC, "call_219099999")).isTrue();
        assertThat(there.knows(CLINIC, "call_219099998")).isFalse();
        assertThat(shared).hasSize(1).noneMatch(digest -> digest.contains("219099999"));
    }

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
