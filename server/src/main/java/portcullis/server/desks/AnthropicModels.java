package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import portcullis.gateway.ModelCard;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/**
 * The list of models in Anthropic's shape, page by page ({@code limit}, {@code after_id}, {@code
 * before_id}), for callers who name a version of Anthropic's API.
 */
final class AnthropicModels {
    private static final int STANDARD_LIMIT = 20;
    private static final int MOST = 1_000;

    private AnthropicModels() {}

    static boolean wanted(Visit visit) {
        return visit.headers().containsKey("anthropic-version");
    }

    static Outcome<Answer> list(List<ModelCard> cards, Visit visit) {
        OptionalInt limit = limit(visit);
        if (limit.isEmpty()) {
            return refused("limit");
        }
        Optional<String> after = visit.query("after_id");
        Optional<String> before = visit.query("before_id");
        int first = after.map(id -> position(cards, id) + 1).orElse(0);
        int end = before.map(id -> position(cards, id)).orElse(cards.size());
        if (end < 0 || (after.isPresent() && first == 0)) {
            return refused(end < 0 ? "before_id" : "after_id");
        }
        int size = Math.min(limit.getAsInt(), Math.max(0, end - first));
        int from = before.isPresent() && after.isEmpty() ? end - size : first;
        return Outcome.passed(Json.ok(page(cards, from, from + size, before.isPresent())));
    }

    private static ObjectNode page(List<ModelCard> cards, int from, int to, boolean backwards) {
        ObjectNode page = Json.object();
        ArrayNode shown = page.putArray("data");
        cards.subList(from, to).forEach(card -> shown.add(shown(card)));
        page.put("has_more", backwards ? from > 0 : to < cards.size());
        if (from == to) {
            return page.putNull("first_id").putNull("last_id");
        }
        page.put("first_id", cards.get(from).name().value());
        return page.put("last_id", cards.get(to - 1).name().value());
    }

    static ObjectNode shown(ModelCard card) {
        return Json.object()
                .put("type", "model")
                .put("id", card.name().value())
                .put("display_name", card.name().value())
                .put("created_at", card.since().toString());
    }

    /** -1 when there is none of that name. */
    private static int position(List<ModelCard> cards, String id) {
        for (int i = 0; i < cards.size(); i++) {
            if (cards.get(i).name().value().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static OptionalInt limit(Visit visit) {
        Optional<String> text = visit.query("limit");
        if (text.isEmpty()) {
            return OptionalInt.of(STANDARD_LIMIT);
        }
        if (!text.get().matches("[0-9]{1,4}")) {
            return OptionalInt.empty();
        }
        int limit = Integer.parseInt(text.get());
        return limit >= 1 && limit <= MOST ? OptionalInt.of(limit) : OptionalInt.empty();
    }

    private static Outcome<Answer> refused(String name) {
        return Outcome.refused(Refusal.of(RefusalCode.INVALID_VALUE).at(FieldPath.field(name)));
    }
}
