package portcullis.governance.identify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;

/**
 * Says who a caller is (GOV-9 to GOV-13). A key that is missing, misspelt, unknown, wrong, expired
 * or revoked gets one and the same refusal, and a well-formed key costs the same whether its id
 * exists or not. What was checked is remembered for at most five seconds, so a revoked key works no
 * longer than that.
 */
public final class Identifier {
    private static final String NO_DIGEST = "0".repeat(64);

    private final KeyStore store;
    private final Pepper pepper;
    private final Clock clock;
    private final Memory memory;
    private final Usage usage;

    public Identifier(KeyStore store, Pepper pepper, Clock clock, EventLog log) {
        this(store, pepper, clock, new Usage(store, log), System::nanoTime);
    }

    /**
     * @param nanos the monotonic clock that ages what is remembered
     */
    Identifier(KeyStore store, Pepper pepper, Clock clock, Usage usage, LongSupplier nanos) {
        this.store = store;
        this.pepper = pepper;
        this.clock = clock;
        this.usage = usage;
        this.memory = new Memory(nanos);
    }

    /** A caller who was checked in the last five seconds. Never blocks; empty when unsure. */
    public Optional<Identified> remembered(Credential credential) {
        return switch (shown(credential)) {
            case Outcome.Passed<KeyText>(KeyText key) ->
                    memory.recall(pepper.digest(key.whole()), clock.instant());
            case Outcome.Refused<KeyText> _ -> Optional.empty();
        };
    }

    /**
     * Checks a caller against the store; may block as long as the store does.
     *
     * @return refused with {@code UNAUTHENTICATED}, {@code CREDENTIALS_CONFLICT} when two different
     *     keys were sent, {@code STORE_UNAVAILABLE} when nobody can say
     */
    public Outcome<Identified> identify(Credential credential) {
        return shown(credential).then(this::check);
    }

    private static Outcome<KeyText> shown(Credential credential) {
        Optional<SensitiveText> bearer = credential.bearer();
        Optional<SensitiveText> apiKey = credential.apiKey();
        if (bearer.isPresent() && apiKey.isPresent() && !bearer.equals(apiKey)) {
            return Outcome.refused(RefusalCode.CREDENTIALS_CONFLICT);
        }
        return bearer.or(() -> apiKey)
                .flatMap(text -> KeyText.read(text.reveal()))
                .map(Outcome::passed)
                .orElseGet(() -> Outcome.refused(RefusalCode.UNAUTHENTICATED));
    }

    private Outcome<Identified> check(KeyText shown) {
        byte[] digest = pepper.digest(shown.whole());
        long askedAt = memory.now();
        Optional<StoredKey> found;
        try {
            found = store.find(shown.id());
        } catch (StoreUnavailable e) {
            return Outcome.refused(RefusalCode.STORE_UNAVAILABLE);
        }
        boolean right = same(found.map(StoredKey::digest).orElse(NO_DIGEST), digest);
        Instant now = clock.instant();
        return found.filter(key -> right && works(key, now))
                .map(key -> welcome(key, digest, askedAt))
                .orElseGet(() -> Outcome.refused(RefusalCode.UNAUTHENTICATED));
    }

    /** Constant in time; an id that nobody has is compared like any other. */
    private static boolean same(String expected, byte[] digest) {
        String shown = HexFormat.of().formatHex(digest);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                shown.getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean works(StoredKey key, Instant now) {
        return key.revoked().isEmpty() && now.isBefore(key.expires());
    }

    private Outcome<Identified> welcome(StoredKey key, byte[] digest, long askedAt) {
        Identified caller = new Identified(key);
        memory.keep(digest, new Memory.Known(caller, key.expires(), askedAt));
        usage.noted(key, clock.instant());
        return Outcome.passed(caller);
    }
}
