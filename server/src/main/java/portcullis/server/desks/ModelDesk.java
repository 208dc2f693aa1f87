package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import portcullis.gateway.Dialect;
import portcullis.gateway.ModelCall;
import portcullis.gateway.ModelCard;
import portcullis.gateway.Raw;
import portcullis.gateway.Reply;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** The model API, in the shapes of OpenAI and of Anthropic. */
public final class ModelDesk {
    private static final double LONGEST_SECONDS = 3600;
    private final ModelCall calls;

    public ModelDesk(ModelCall calls) {
        this.calls = calls;
    }

    /** {@code POST /v1/chat/completions}. */
    public void chat(Visit visit, Executor context, Reply reply) {
        answer(Dialect.OPENAI_CHAT, visit, context, reply);
    }

    /** {@code POST /v1/responses}. */
    public void respond(Visit visit, Executor context, Reply reply) {
        answer(Dialect.OPENAI_RESPONSES, visit, context, reply);
    }

    /** {@code POST /v1/messages}. */
    public void messages(Visit visit, Executor context, Reply reply) {
        answer(Dialect.ANTHROPIC_MESSAGES, visit, context, reply);
    }

    /** {@code POST /v1/messages/count_tokens}. */
    public void countTokens(Visit visit, Executor context, Reply reply) {
        answer(Dialect.ANTHROPIC_COUNT, visit, context, reply);
    }

    /** {@code POST /v1/embeddings}. */
    public void embed(Visit visit, Executor context, Reply reply) {
        answer(Dialect.OPENAI_EMBEDDINGS, visit, context, reply);
    }

    private void answer(Dialect dialect, Visit visit, Executor context, Reply reply) {
        Raw raw =
                new Raw(
                        visit.request(),
                        dialect,
                        visit.body(),
                        PolicyAsked.headers(visit),
                        deadline(visit));
        calls.answer(raw, visit.admitted(), context, reply);
    }

    /** {@code GET /v1/models}; in Anthropic's shape for callers who name a version of its API. */
    public Outcome<Answer> list(Visit visit) {
        if (AnthropicModels.wanted(visit)) {
            return AnthropicModels.list(calls.models(visit.caller()), visit);
        }
        ObjectNode list = Json.object().put("object", "list");
        ArrayNode cards = list.putArray("data");
        calls.models(visit.caller()).forEach(card -> cards.add(shown(card)));
        return Outcome.passed(Json.ok(list));
    }

    /** {@code GET /v1/models/{id}}; names may hold slashes. */
    public Outcome<Answer> one(Visit visit) {
        String wanted = visit.path("id");
        return calls.models(visit.caller()).stream()
                .filter(card -> card.name().value().equals(wanted))
                .findFirst()
                .map(card -> Outcome.passed(Json.ok(shown(card, visit))))
                .orElseGet(() -> Outcome.refused(RefusalCode.MODEL_NOT_FOUND));
    }

    private static ObjectNode shown(ModelCard card, Visit visit) {
        return AnthropicModels.wanted(visit) ? AnthropicModels.shown(card) : shown(card);
    }

    private static ObjectNode shown(ModelCard card) {
        return Json.object()
                .put("id", card.name().value())
                .put("object", "model")
                .put("created", card.since().getEpochSecond())
                .put("owned_by", card.owner().value());
    }

    /** {@code X-Stainless-Timeout} is the caller's own limit in seconds (GTW-16). */
    private static Optional<Deadline> deadline(Visit visit) {
        SensitiveText header = visit.headers().get("x-stainless-timeout");
        if (header == null) {
            return Optional.empty();
        }
        try {
            double seconds = Double.parseDouble(header.reveal());
            boolean sane = seconds > 0 && seconds <= LONGEST_SECONDS;
            return sane
                    ? Optional.of(Deadline.in(Duration.ofMillis((long) (seconds * 1000))))
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
