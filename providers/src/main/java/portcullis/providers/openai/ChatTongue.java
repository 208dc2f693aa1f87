package portcullis.providers.openai;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.kernel.SensitiveText;
import portcullis.providers.line.Head;
import portcullis.providers.line.Hearing;
import portcullis.providers.line.Tongue;
import portcullis.providers.line.Worded;

/** OpenAI's chat completions over HTTP. */
final class ChatTongue implements Tongue {
    /** Other dialects than chat cannot ask for more. */
    private static final byte[] ONE_CHOICE = {};

    private final Optional<SensitiveText> key;
    private final Refusals refusals;

    ChatTongue(Optional<SensitiveText> key, Clock clock) {
        this.key = key;
        this.refusals = new Refusals(clock);
    }

    @Override
    public String path(Ask ask) {
        return "/chat/completions";
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> always = Map.of("content-type", "application/json");
        return key.map(
                        secret ->
                                Map.of(
                                        "content-type",
                                        "application/json",
                                        "authorization",
                                        "Bearer " + secret.reveal()))
                .orElse(always);
    }

    @Override
    public Worded word(Ask ask) {
        return ask.request()
                .asChat(ask.model())
                .<Worded>map(Worded.Ready::new)
                .orElseGet(() -> new Worded.Unsayable(new Rejected(Reason.BAD_REQUEST)));
    }

    @Override
    public Trouble refusal(Head head, byte[] body) {
        return refusals.meaning(head, body);
    }

    @Override
    public Hearing hear(Ask ask) {
        boolean manyAsked = ask.request().dialect() == Dialect.OPENAI_CHAT;
        return new ChatHearing(manyAsked ? ask.request().body() : ONE_CHOICE);
    }
}
