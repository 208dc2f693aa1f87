package portcullis.governance.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.Role;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

class IdentifierTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:30Z");
    private static final TenantId WARD = new TenantId("ward");

    private final AtomicLong nanos = new AtomicLong();
    private final KeysInMemory store = new KeysInMemory();
    private final Pepper pepper = Pepper.of(new byte[32]);
    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    private final Identifier identifier = at(clock);
    private final Minted minted = mint(Duration.ofDays(1));

    private Identifier at(Clock when) {
        return new Identifier(store, pepper, when, new Usage(store, EventLog.silent()), nanos::get);
    }

    private Minted mint(Duration life) {
        Outcome<Minted> made = new KeyMinter(pepper, clock).mint(WARD, "one", Role.VIEWER, life);
        Minted fresh = ((Outcome.Passed<Minted>) made).value();
        store.add(fresh.stored());
        return fresh;
    }

    private static Credential bearer(SensitiveText key) {
        return new Credential(Optional.of(key), Optional.empty());
    }

    private static Credential bearer(String key) {
        return bearer(SensitiveText.of(key));
    }

    private static RefusalCode refusal(Outcome<Identified> outcome) {
        return ((Outcome.Refused<Identified>) outcome).refusal().code();
    }

    @Test
    @Tag("GOV-9")
    void mintedKeyIsWelcome() {
        Outcome<Identified> known = identifier.identify(bearer(minted.secret()));

        Identified caller = ((Outcome.Passed<Identified>) known).value();
        assertThat(caller.tenant()).isEqualTo(WARD);
        assertThat(caller.role()).isEqualTo(Role.VIEWER);
        assertThat(caller.key()).isEqualTo(minted.stored().id());
    }

    @Test
    @Tag("GOV-13")
    void everyBadKeyGetsTheSameRefusal() {
        Minted revoked = mint(Duration.ofDays(1));
        store.revoke(revoked.stored().id(), NOON);
        Minted unknown = mint(Duration.ofDays(1));
        store.keys.remove(unknown.stored().id());
        Minted expired = mint(Duration.ofSeconds(1));
        Identifier later = at(Clock.offset(clock, Duration.ofSeconds(1)));

        Outcome<Identified> missing =
                identifier.identify(new Credential(Optional.empty(), Optional.empty()));
        assertThat(missing).isEqualTo(Outcome.refused(RefusalCode.UNAUTHENTICATED));
        assertThat(identifier.identify(bearer("pk_hello"))).isEqualTo(missing);
        assertThat(identifier.identify(bearer(revoked.secret()))).isEqualTo(missing);
        assertThat(identifier.identify(bearer(unknown.secret()))).isEqualTo(missing);
        assertThat(later.identify(bearer(expired.secret()))).isEqualTo(missing);
        assertThat(identifier.identify(bearer(rightIdWrongSecret()))).isEqualTo(missing);
    }

    /** Another key's secret under this key's id, with a checksum that fits. */
    private SensitiveText rightIdWrongSecret() {
        StoredKey mine = minted.stored();
        Minted other = mint(Duration.ofDays(1));
        store.keys.put(other.stored().id(), withDigest(other.stored(), mine.digest()));
        return other.secret();
    }

    private static StoredKey withDigest(StoredKey key, String digest) {
        return new StoredKey(
                key.id(),
                key.tenant(),
                key.name(),
                key.role(),
                digest,
                key.created(),
                key.expires(),
                key.revoked(),
                key.lastUsed());
    }

    @Test
    @Tag("GOV-9")
    void brokenChecksumNeverReachesTheStore() {
        String key = minted.secret().reveal();
        char last = key.charAt(key.length() - 1);
        String typo = key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');

        assertThat(refusal(identifier.identify(bearer(typo))))
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
        assertThat(store.asked).isEmpty();
    }

    @Test
    @Tag("GOV-13")
    void twoDifferentKeysConflict() {
        Minted other = mint(Duration.ofDays(1));
        Credential both = new Credential(Optional.of(minted.secret()), Optional.of(other.secret()));

        assertThat(refusal(identifier.identify(both))).isEqualTo(RefusalCode.CREDENTIALS_CONFLICT);
        assertThat(identifier.remembered(both)).isEmpty();
    }

    @Test
    @Tag("GOV-13")
    void oneKeyInBothHeadersIsOneKey() {
        Credential both =
                new Credential(Optional.of(minted.secret()), Optional.of(minted.secret()));
        Credential header = new Credential(Optional.empty(), Optional.of(minted.secret()));

        assertThat(identifier.identify(both)).isInstanceOf(Outcome.Passed.class);
        assertThat(identifier.identify(header)).isInstanceOf(Outcome.Passed.class);
    }

    @Test
    @Tag("GOV-10")
    void rememberedForFiveSecondsAndNoLonger() {
        assertThat(identifier.remembered(bearer(minted.secret()))).isEmpty();
        identifier.identify(bearer(minted.secret()));

        nanos.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
        assertThat(identifier.remembered(bearer(minted.secret()))).isPresent();
        nanos.addAndGet(1);
        assertThat(identifier.remembered(bearer(minted.secret()))).isEmpty();
    }

    @Test
    @Tag("GOV-12")
    void slowStoreDoesNotLengthenARevokedKeysLife() {
        store.whileAsked = () -> nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        identifier.identify(bearer(minted.secret()));

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(identifier.remembered(bearer(minted.secret()))).isEmpty();
    }

    @Test
    @Tag("GOV-10")
    void sameIdWithAnotherSecretIsNotRemembered() {
        identifier.identify(bearer(minted.secret()));
        String id = minted.stored().id().value();
        KeyText forged = KeyText.read(forge(id)).orElseThrow();

        assertThat(forged.id()).isEqualTo(minted.stored().id());
        assertThat(identifier.remembered(bearer(forged.secret()))).isEmpty();
        assertThat(refusal(identifier.identify(bearer(forged.secret()))))
                .isEqualTo(RefusalCode.UNAUTHENTICATED);
    }

    /** A well-formed key with this id that nobody minted. */
    private static String forge(String id) {
        return KeyText.of(id, java.math.BigInteger.TEN).whole();
    }

    @Test
    @Tag("GOV-11")
    void rememberedKeyStillExpires() {
        Minted brief = mint(Duration.ofSeconds(2));
        Clock[] now = {clock};
        Identifier moving = at(new MovingClock(now));
        assertThat(moving.identify(bearer(brief.secret()))).isInstanceOf(Outcome.Passed.class);
        assertThat(moving.remembered(bearer(brief.secret()))).isPresent();

        now[0] = Clock.offset(clock, Duration.ofSeconds(2));
        assertThat(moving.remembered(bearer(brief.secret()))).isEmpty();
    }

    @Test
    void absentStoreLetsNobodyIn() {
        store.away = true;

        assertThat(refusal(identifier.identify(bearer(minted.secret()))))
                .isEqualTo(RefusalCode.STORE_UNAVAILABLE);
        assertThat(identifier.remembered(bearer(minted.secret()))).isEmpty();
    }

    @Test
    @Tag("GOV-11")
    void lastUseIsNotedToTheMinuteAndNobodyWaits() throws InterruptedException {
        store.holdUsed = true;

        assertThat(identifier.identify(bearer(minted.secret()))).isInstanceOf(Outcome.Passed.class);
        assertThat(store.lastMinute).isEqualTo(Instant.EPOCH);
        store.letUsedGo.countDown();
        assertThat(store.usedDone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(store.lastMinute).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    /** A clock whose hands the test moves. */
    private static final class MovingClock extends Clock {
        private final Clock[] now;

        MovingClock(Clock[] now) {
            this.now = now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now[0].instant();
        }
    }
}
