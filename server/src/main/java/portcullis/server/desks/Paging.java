package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/**
 * A page of a list that begins with the newest: {@code ?before=NUMBER&limit=N}. An answer names the
 * {@code next} one where there may be more.
 *
 * @param before 0 for the newest
 * @param limit 1–100, 50 when absent
 */
record Paging(long before, int limit) {
    private static final int USUAL = 50;
    private static final int MOST = 100;

    static Outcome<Paging> of(Visit visit) {
        return number(visit, "before", 0)
                .then(
                        before ->
                                number(visit, "limit", USUAL)
                                        .map(
                                                limit ->
                                                        new Paging(
                                                                before,
                                                                Math.clamp(limit, 1, MOST))));
    }

    private static Outcome<Long> number(Visit visit, String name, long fallback) {
        Function<String, Outcome<Long>> read =
                text ->
                        text.matches("\\d{1,15}")
                                ? Outcome.passed(Long.parseLong(text))
                                : Fields.refused(RefusalCode.INVALID_VALUE, name);
        return visit.query(name).map(read).orElseGet(() -> Outcome.passed(fallback));
    }

    /** The page as an answer. */
    <T> Answer shown(
            String name, List<T> page, Function<T, ObjectNode> shown, ToLongFunction<T> number) {
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray(name);
        page.forEach(one -> all.add(shown.apply(one)));
        if (page.size() == limit) {
            answer.put("next", number.applyAsLong(page.getLast()));
        }
        return Json.ok(answer);
    }
}
