package portcullis.providers.openai;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.EmbeddingQuestion;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.kernel.SensitiveText;
import portcullis.providers.Quirk;
import portcullis.providers.Vendor;
import portcullis.providers.Vendor.Manner;
import portcullis.providers.line.Head;
import portcullis.providers.line.Hearing;
import portcullis.providers.line.Tongue;
import portcullis.providers.line.Worded;

/** OpenAI's chat completions over HTTP. */
final class ChatTongue implements Tongue {
    /** Other dialects than chat cannot ask for more. */
    private static final byte[] ONE_CHOICE = {};

    private final Optional<SensitiveText> key;
    private final Manner manner;
    private final Refusals refusals;

    ChatTongue(Vendor vendor, Clock clock) {
        this.key = vendor.key();
        this.manner = vendor.manner();
        this.refusals = new Refusals(clock);
    }

    @Override
    public String path(Ask ask) {
        String what = wantsVectors(ask) ? "/embeddings" : "/chat/completions";
        return manner.has(Quirk.MODEL_IN_THE_PATH)
                ? "/openai/deployments/"
                        + ask.model()
                        + what
                        + "?api-version="
                        + manner.apiVersion()
                : what;
    }

    private static boolean wantsVectors(Ask ask) {
        return ask.request().dialect() == Dialect.OPENAI_EMBEDDINGS;
    }

    @Override
    public Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        boolean own = manner.has(Quirk.KEY_IN_ITS_OWN_HEADER);
        key.ifPresent(
                secret ->
                        headers.put(
                                own ? "api-key" : "authorization",
                                own ? secret.reveal() : "Bearer " + secret.reveal()));
        return headers;
    }

    @Override
    public boolean sparesQuota() {
        return manner.has(Quirk.QUOTA_IN_HEADERS);
    }

    @Override
    public Worded word(Ask ask) {
        if (wantsVectors(ask)) {
            byte[] body = ask.request().bodyFor(ask.model());
            boolean purposed = manner.has(Quirk.VECTORS_HAVE_A_PURPOSE);
            return new Worded.Ready(purposed ? Purpose.given(ask.request(), body) : body);
        }
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
        if (wantsVectors(ask)) {
            return new EmbeddingsHearing(EmbeddingQuestion.of(ask.request().body()).texts().size());
        }
        boolean manyAsked = ask.request().dialect() == Dialect.OPENAI_CHAT;
        return new ChatHearing(manyAsked ? ask.request().body() : ONE_CHOICE);
    }
}
