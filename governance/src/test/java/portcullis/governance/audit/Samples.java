package portcullis.governance.audit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/** Intents and receipts to write. */
final class Samples {
    static final TenantId WARD = new TenantId("ward");
    static final TenantId LAB = new TenantId("lab");
    static final KeyId KEY = new KeyId("0123456789ab");

    private Samples() {}

    static Actor actor(TenantId tenant) {
        return new Actor(tenant, Optional.of(KEY));
    }

    static Intent intent(TenantId tenant, RequestId request, int attempt) {
        return new Intent(
                request,
                actor(tenant),
                Action.MODEL_CALL,
                Optional.of(new Label("main/gpt-x")),
                attempt,
                Map.of(new Label("characters"), 120L, new Label("PERSON"), 2L),
                Optional.of("ab12"));
    }

    static Intent intent(RequestId request) {
        return intent(WARD, request, 1);
    }

    static Receipt receipt(TenantId tenant, RequestId request, int attempts) {
        return new Receipt(
                request,
                actor(tenant),
                Action.MODEL_CALL,
                Decision.ANSWERED,
                Optional.empty(),
                Optional.of(new Label("main/gpt-x")),
                attempts,
                10,
                20,
                300,
                false,
                Duration.ofNanos(1_234_567));
    }

    static Receipt receipt(RequestId request) {
        return receipt(WARD, request, 1);
    }
}
