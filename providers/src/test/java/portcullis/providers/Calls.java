package portcullis.providers;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.Raw;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Receiver;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.screen.Screener;
import portcullis.governance.Permission;
import portcullis.governance.audit.Actor;
import portcullis.governance.audit.Auditor;
import portcullis.governance.audit.EgressPermit;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.testkit.InMemoryAuditLedger;
import portcullis.testkit.Visitors;

/** Makes asks and permits the way the journey does: received, screened, and with a kept intent. */
public final class Calls implements AutoCloseable {
    public static final Timeouts PATIENT =
            new Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10));

    private final Auditor auditor;

    public Calls(Path folder) {
        auditor = Visitors.auditor(new InMemoryAuditLedger(), folder);
    }

    public static String chat(String text) {
        return "{\"model\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .replace("%s", text);
    }

    public static String streamed(String body) {
        return body.replaceFirst("\\{", "{\"stream\":true,");
    }

    /** A Messages request. */
    public static String messages(String text) {
        return chat(text).replaceFirst("\\{", "{\"max_tokens\":99,");
    }

    public static Ask ask(String body, String model, Timeouts timeouts) {
        return ask(Dialect.OPENAI_CHAT, Map.of(), body, model, timeouts);
    }

    /** In another dialect than chat. */
    public static Ask ask(Dialect dialect, Map<String, String> headers, String body) {
        return ask(dialect, headers, body, "claude-x", PATIENT);
    }

    private static Ask ask(
            Dialect dialect,
            Map<String, String> headers,
            String body,
            String model,
            Timeouts timeouts) {
        Map<String, SensitiveText> sent = new HashMap<>();
        headers.forEach((name, value) -> sent.put(name, SensitiveText.of(value)));
        Raw raw =
                new Raw(
                        RequestId.random(),
                        dialect,
                        body.getBytes(StandardCharsets.UTF_8),
                        sent,
                        Optional.empty());
        Received received = Visitors.passed(new Receiver().receive(raw));
        Screener screener =
                new Screener(Inspection.firstWidth(), Policy.PSEUDONYMISE, Duration.ofSeconds(5));
        Permitted caller = Visitors.arrive().permitted(TenantId.DEFAULT, Permission.MODEL_CALL);
        Screened screened = Visitors.passed(screener.screen(received, caller));
        return new Ask(screened, model, timeouts, Deadline.in(Duration.ofSeconds(30)));
    }

    public EgressPermit permit(Ask ask) {
        Actor actor = new Actor(TenantId.DEFAULT, Optional.empty());
        return Visitors.egressPermit(auditor, actor, ask.request().request());
    }

    @Override
    public void close() {
        auditor.close(Deadline.in(Duration.ofSeconds(5)));
    }
}
