package portcullis.storage.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import portcullis.gateway.Dialect;
import portcullis.gateway.Raw;
import portcullis.gateway.receive.Receiver;
import portcullis.gateway.remember.Remembered;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.screen.Screener;
import portcullis.governance.Permission;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Inspection;
import portcullis.privacy.Policy;
import portcullis.testkit.Visitors;

/** Requests that took the real path through the rooms before the memory, and answers to them. */
final class Questions {
    private static final Receiver RECEIVER = new Receiver();
    private static final Screener SCREENER =
            new Screener(Inspection.firstWidth(), Policy.PSEUDONYMISE, Duration.ofSeconds(5));

    private Questions() {}

    static Screened ask(String text) {
        return ask("clinic", text, Map.of());
    }

    static Screened ask(String tenant, String text, Map<String, String> headers) {
        return ask(tenant, "default", text, headers);
    }

    static Screened ask(String tenant, String model, String text, Map<String, String> headers) {
        String body =
                "{\"model\":\""
                        + model
                        + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
                        + text
                        + "\"}]}";
        Raw raw =
                new Raw(
                        RequestId.random(),
                        Dialect.OPENAI_CHAT,
                        body.getBytes(UTF_8),
                        headers.entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                e -> SensitiveText.of(e.getValue()))),
                        Optional.empty());
        return Visitors.passed(
                RECEIVER.receive(raw)
                        .then(
                                received ->
                                        SCREENER.screen(
                                                received,
                                                Visitors.arrive()
                                                        .permitted(
                                                                new TenantId(tenant),
                                                                Permission.MODEL_CALL))));
    }

    static Remembered answer(String text) {
        Frame frame =
                new Frame(
                        Dialect.OPENAI_CHAT,
                        ("{\"said\":\"" + text + "\"}").getBytes(UTF_8),
                        List.of(
                                new Piece.Text(0, text),
                                new Piece.Finished(0, Piece.FinishReason.STOP),
                                new Piece.Used(3, 4)));
        return new Remembered(List.of(frame), Remembered.Form.WHOLE, new Label("p/m"));
    }

    static String said(Remembered answer) {
        return ((Piece.Text) answer.frames().getFirst().pieces().getFirst()).text();
    }
}
