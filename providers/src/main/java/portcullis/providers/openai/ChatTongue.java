package portcullis.providers.openai;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Trouble;
import portcullis.kernel.SensitiveText;
import portcullis.providers.line.Head;
import portcullis.providers.line.Hearing;
import portcullis.providers.line.Tongue;
import portcullis.providers.line.Worded;

/** OpenAI's chat completions over HTTP. */
final class ChatTongue implements Tongue {
    private static final byte[] NO_REQUEST = {};

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
        return new Worded.Ready(ask.request().asChat(ask.model()));
    }

    @Override
    public Trouble refusal(Head head, byte[] body) {
        return refusals.meaning(head, body);
    }

    @Override
    public Hearing hear(Ask ask) {
        // only a chat can ask for more than one choice
        boolean chat = ask.request().dialect() == Dialect.OPENAI_CHAT;
        return new ChatHearing(chat ? ask.request().body() : NO_REQUEST);
    }
}
