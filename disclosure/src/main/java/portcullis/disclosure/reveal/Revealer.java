package portcullis.disclosure.reveal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import portcullis.disclosure.note.Noted;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/**
 * Shows kept values, one at a time: somebody asks with a reason, somebody else decides, and a token
 * shows the value once within 15 minutes to the key that asked. A key stands for its owner and the
 * session. The token is nowhere kept: it is computed from the request, so that a copy of the
 * database opens nothing.
 */
public final class Revealer {
    /** Fewest characters of a reason, blanks at its ends not counted. */
    public static final int SHORTEST = 20;

    private static final String HASH = "HmacSHA256";

    private final AccessStore store;
    private final byte[] secret;
    private final Clock clock;

    /**
     * @param secret of the installation, for tokens
     */
    public Revealer(AccessStore store, byte[] secret, Clock clock) {
        this.store = store;
        this.secret = secret.clone();
        this.clock = clock;
    }

    /**
     * Asks to see the value of a finding.
     *
     * @return refused with {@code INVALID_VALUE} when the scan has no such finding, {@code
     *     VALUE_GONE} when its values were not kept or no longer are, {@code JUSTIFICATION_SHORT}
     */
    public Outcome<AccessRequest> request(
            Permitted caller, Noted scan, int finding, SensitiveText reason) {
        Instant now = now();
        String words = reason.reveal().strip();
        if (words.codePointCount(0, words.length()) < SHORTEST) {
            return Outcome.refused(
                    Refusal.of(RefusalCode.JUSTIFICATION_SHORT)
                            .at(FieldPath.field("reason"))
                            .withLimit(SHORTEST));
        }
        if (finding < 0 || finding >= scan.findings().size()) {
            return Outcome.refused(
                    Refusal.of(RefusalCode.INVALID_VALUE).at(FieldPath.field("finding")));
        }
        if (scan.kept().filter(now::isBefore).isEmpty()) {
            return Outcome.refused(RefusalCode.VALUE_GONE);
        }
        return Outcome.passed(
                store.add(
                        new AccessRequest(
                                AccessId.random(),
                                0,
                                caller.tenant(),
                                scan.id(),
                                finding,
                                caller.key(),
                                reason,
                                now,
                                Optional.empty(),
                                Optional.empty())));
    }

    /** Requests of the caller's tenant before a number, newest first. */
    public List<AccessRequest> list(Permitted caller, long before, int most) {
        return store.list(caller.tenant(), before, most);
    }

    /** Where a request stands now. */
    public AccessRequest.State state(AccessRequest request) {
        return request.state(clock.instant());
    }

    /**
     * Decides about somebody else's request.
     *
     * @return refused with {@code NOT_FOUND}, {@code OWN_REQUEST}, {@code CONFLICT} when it was
     *     decided before or waited too long
     */
    public Outcome<AccessRequest> decide(Permitted caller, String id, boolean approved) {
        Optional<AccessRequest> found = find(caller, id);
        if (found.isEmpty()) {
            return Outcome.refused(RefusalCode.NOT_FOUND);
        }
        AccessRequest request = found.get();
        if (request.requester().equals(caller.key())) {
            return Outcome.refused(RefusalCode.OWN_REQUEST);
        }
        AccessRequest.Decision decision = new AccessRequest.Decision(caller.key(), approved, now());
        boolean first =
                state(request) == AccessRequest.State.PENDING && store.decide(request, decision);
        return first
                ? find(caller, id)
                        .map(Outcome::passed)
                        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND))
                : Outcome.refused(RefusalCode.CONFLICT);
    }

    private Optional<AccessRequest> find(Permitted caller, String id) {
        return AccessId.parse(id).flatMap(named -> store.find(caller.tenant(), named));
    }

    /** The token of an approved request, for the key that asked and nobody else. */
    public Optional<SensitiveText> token(Permitted caller, AccessRequest request) {
        boolean own = request.requester().equals(caller.key());
        return own && state(request) == AccessRequest.State.APPROVED
                ? Optional.of(SensitiveText.of(token(request)))
                : Optional.empty();
    }

    /**
     * The value behind a token, once.
     *
     * @return refused with {@code NOT_FOUND} for a token of another key, tenant or nobody, {@code
     *     REVEAL_SPENT} when it was used or its time is over, {@code VALUE_GONE} when the value is
     *     no longer kept
     */
    public Outcome<SensitiveText> reveal(Permitted caller, SensitiveText token) {
        Optional<AccessRequest> found = asked(caller, token.reveal());
        if (found.isEmpty()) {
            return Outcome.refused(RefusalCode.NOT_FOUND);
        }
        AccessRequest request = found.get();
        Instant now = now();
        if (!right(caller, request, token.reveal())) {
            store.refused(request, caller.key(), now);
            return Outcome.refused(RefusalCode.NOT_FOUND);
        }
        if (request.state(now) != AccessRequest.State.APPROVED) {
            store.refused(request, caller.key(), now);
            return Outcome.refused(RefusalCode.REVEAL_SPENT);
        }
        return store.redeem(request, now)
                .map(Outcome::passed)
                .orElseGet(() -> Outcome.refused(RefusalCode.VALUE_GONE));
    }

    private Optional<AccessRequest> asked(Permitted caller, String token) {
        int end = token.indexOf('.');
        return end < 0 ? Optional.empty() : find(caller, token.substring(0, end));
    }

    private boolean right(Permitted caller, AccessRequest request, String token) {
        return request.requester().equals(caller.key())
                && request.decision().isPresent()
                && MessageDigest.isEqual(token.getBytes(UTF_8), token(request).getBytes(UTF_8));
    }

    private String token(AccessRequest request) {
        String bound =
                String.join(
                        "\u0001",
                        request.tenant().value(),
                        request.id().toString(),
                        request.requester().value(),
                        request.scan().toString(),
                        Integer.toString(request.finding()),
                        request.decision().map(made -> made.at().toString()).orElse(""));
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(secret, HASH));
            byte[] proof = mac.doFinal(bound.getBytes(UTF_8));
            return request.id()
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(proof);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }

    /** Who saw what, and why: lines before a number, newest first. */
    public List<AccessEntry> log(Permitted caller, long before, int most) {
        return store.log(caller.tenant(), before, most);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
