package portcullis.server.desks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.KeptResponses;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** Kept responses, in OpenAI's shapes. A response of another key is not there. */
public final class ResponseDesk {
    private static final int USUAL_PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    private final KeptResponses kept;

    public ResponseDesk(KeptResponses kept) {
        this.kept = kept;
    }

    /** {@code GET /v1/responses/{id}}. */
    public Outcome<Answer> one(Visit visit) {
        return kept.fetch(visit.caller(), visit.path("id")).map(ResponseDesk::shown);
    }

    /** {@code POST /v1/responses/{id}/cancel}. */
    public Outcome<Answer> cancel(Visit visit) {
        return kept.cancel(visit.caller(), visit.path("id")).map(ResponseDesk::shown);
    }

    private static Answer shown(byte[] document) {
        return new Answer.Json(200, document);
    }

    /** {@code DELETE /v1/responses/{id}}. */
    public Outcome<Answer> delete(Visit visit) {
        String id = visit.path("id");
        return kept.delete(visit.caller(), id)
                .map(
                        deleted ->
                                Json.ok(
                                        Json.object()
                                                .put("id", id)
                                                .put("object", "response")
                                                .put("deleted", deleted)));
    }

    /**
     * {@code GET /v1/responses/{id}/input_items}: pages of {@code limit} (1–100, 20 when absent)
     * items after the item {@code after}, newest first unless {@code order} is {@code asc}.
     */
    public Outcome<Answer> inputItems(Visit visit) {
        return limit(visit)
                .then(
                        limit ->
                                order(visit)
                                        .then(
                                                order ->
                                                        kept.inputItems(
                                                                        visit.caller(),
                                                                        visit.path("id"))
                                                                .map(order::of)
                                                                .then(
                                                                        all ->
                                                                                page(
                                                                                        visit, all,
                                                                                        limit))));
    }

    private enum Order {
        ASC,
        DESC;

        List<JsonNode> of(JsonNode items) {
            List<JsonNode> all = new ArrayList<>();
            items.forEach(all::add);
            return this == ASC ? all : all.reversed();
        }
    }

    private static Outcome<Integer> limit(Visit visit) {
        try {
            int limit = visit.query("limit").map(Integer::parseInt).orElse(USUAL_PAGE);
            return limit >= 1 && limit <= LARGEST_PAGE
                    ? Outcome.passed(limit)
                    : Outcome.refused(wrong("limit").withLimit(LARGEST_PAGE));
        } catch (NumberFormatException notANumber) {
            return Outcome.refused(wrong("limit").withLimit(LARGEST_PAGE));
        }
    }

    private static Outcome<Order> order(Visit visit) {
        return switch (visit.query("order").orElse("desc")) {
            case "asc" -> Outcome.passed(Order.ASC);
            case "desc" -> Outcome.passed(Order.DESC);
            default -> Outcome.refused(wrong("order"));
        };
    }

    private static Outcome<Answer> page(Visit visit, List<JsonNode> all, int limit) {
        Optional<String> after = visit.query("after");
        int from = after.map(id -> place(all, id) + 1).orElse(0);
        if (after.isPresent() && from == 0) {
            return Outcome.refused(wrong("after"));
        }
        List<JsonNode> items = all.subList(from, Math.min(all.size(), from + limit));
        ObjectNode page = Json.object().put("object", "list");
        ArrayNode data = page.putArray("data");
        items.forEach(data::add);
        page.put("first_id", items.isEmpty() ? "" : id(items.getFirst()));
        page.put("last_id", items.isEmpty() ? "" : id(items.getLast()));
        page.put("has_more", from + items.size() < all.size());
        return Outcome.passed(Json.ok(page));
    }

    private static int place(List<JsonNode> items, String id) {
        for (int i = 0; i < items.size(); i++) {
            if (id(items.get(i)).equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static String id(JsonNode item) {
        return item.path("id").asText();
    }

    private static Refusal wrong(String parameter) {
        return Refusal.of(RefusalCode.INVALID_VALUE).at(FieldPath.field(parameter));
    }
}
