package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import portcullis.gateway.receive.Receiver;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.screen.Screener;
import portcullis.governance.Permission;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.testkit.Visitors;

/** Screened requests for tests of later rooms; each took the real path. */
public final class Requests {
    private static final Receiver RECEIVER = new Receiver();
    private static final Screener SCREENER =
            new Screener(Inspection.firstWidth(), Policy.PSEUDONYMISE, Duration.ofSeconds(1));

    private Requests() {}

    /** A caller of a tenant, through the real rooms. */
    public static Permitted caller(String tenant) {
        return Visitors.arrive().permitted(new TenantId(tenant), Permission.MODEL_CALL);
    }

    public static Screened screened(String body) {
        return screened("clinic", body, Map.of());
    }

    /** A request of another dialect, with the header that Anthropic's ask for. */
    public static Screened screened(Dialect dialect, String body) {
        return screened(dialect, "clinic", body, Map.of("anthropic-version", "2023-06-01"));
    }

    public static Screened screened(String tenant, String body, Map<String, String> headers) {
        return screened(Dialect.OPENAI_CHAT, tenant, body, headers);
    }

    private static Screened screened(
            Dialect dialect, String tenant, String body, Map<String, String> headers) {
        Raw raw =
                new Raw(
                        RequestId.random(),
                        dialect,
                        body.getBytes(UTF_8),
                        headers.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                e -> SensitiveText.of(e.getValue()))),
                        Optional.empty());
        return Visitors.passed(
                RECEIVER.receive(raw).then(received -> SCREENER.screen(received, caller(tenant))));
    }
}
