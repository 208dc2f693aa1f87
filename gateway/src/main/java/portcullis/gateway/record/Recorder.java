package portcullis.gateway.record;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import portcullis.gateway.Target;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.settle.Stake;
import portcullis.governance.audit.Action;
import portcullis.governance.audit.Actor;
import portcullis.governance.audit.Auditor;
import portcullis.governance.audit.EgressPermit;
import portcullis.governance.audit.Intent;
import portcullis.governance.audit.Receipt;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;

/** Has every attempt written before it happens and every call after it ended (GOV-45, GOV-46). */
public final class Recorder {
    private static final String HASH = "HmacSHA256";

    private final Auditor auditor;

    /** Keyed once and only ever cloned: a clone costs a tenth of a new instance. */
    private final Mac keyed;

    /**
     * @param secret keys the digests of what is sent, so that they prove but do not reveal
     */
    public Recorder(Auditor auditor, byte[] secret) {
        this.auditor = auditor;
        this.keyed = mac(new SecretKeySpec(secret, HASH));
    }

    /** Asks for the permit of one attempt. Completes on another thread. */
    public CompletionStage<Outcome<EgressPermit>> intend(Stake stake) {
        Screened request = stake.request();
        Target target = stake.target();
        Optional<String> digest = Optional.of(digest(request.bodyFor(target.model())));
        return auditor.intend(
                new Intent(
                        request.request(),
                        actor(request.caller()),
                        Action.MODEL_CALL,
                        Optional.of(target.label()),
                        stake.attempt(),
                        request.scan(),
                        digest,
                        stake.reservation()));
    }

    public void record(RequestId request, Permitted caller, Ended ended) {
        auditor.record(
                new Receipt(
                        request,
                        actor(caller),
                        Action.MODEL_CALL,
                        ended.decision(),
                        ended.refusal(),
                        ended.target(),
                        ended.attempts(),
                        ended.settled().inputTokens(),
                        ended.settled().outputTokens(),
                        ended.settled().costMicros(),
                        ended.settled().estimated(),
                        ended.took(),
                        ended.settled().costs()));
    }

    private static Actor actor(Permitted caller) {
        return new Actor(caller.tenant(), Optional.of(caller.key()));
    }

    private String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(((Mac) keyed.clone()).doFinal(body));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java cannot clone " + HASH, e);
        }
    }

    private static Mac mac(SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }
}
