package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import portcullis.gateway.ModelCall;
import portcullis.gateway.remember.Forgotten;
import portcullis.gateway.remember.Tag;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/**
 * The memory of answers, for administrators: its figures, and forgetting by tag or altogether
 * (GTW-33, GTW-34). Forgetting is done here in any case; when other processes could not be told it
 * is refused with {@code store_unavailable}, so that it is asked again.
 */
public final class CacheDesk {
    private static final long LONGEST_SECONDS = 5;
    private static final String USUAL_PATTERNS = "20";
    private final ModelCall memory;
    private final EventLog log;

    public CacheDesk(ModelCall memory, EventLog log) {
        this.memory = memory;
        this.log = log;
    }

    public Outcome<Answer> figures(Visit visit) {
        return Outcome.passed(
                Json.ok(Json.object().set("answers", ShownTally.of(memory.remembered()))));
    }

    /** {@code {"tag": "session:4711"}}; also objective-set, document, tenant, model, policy. */
    public Outcome<Answer> invalidate(Visit visit) {
        return Fields.read(visit.body(), Set.of("tag"))
                .then(fields -> fields.optionalText("tag", 160))
                .then(
                        text ->
                                text.flatMap(tag -> Tag.parse(visit.caller().tenant(), tag))
                                        .map(this::forgotten)
                                        .orElseGet(
                                                () ->
                                                        Fields.refused(
                                                                RefusalCode.BAD_REQUEST, "tag")));
    }

    /** What is asked most often, by marks that say nothing of it; {@code ?limit=N}. */
    public Outcome<Answer> patterns(Visit visit) {
        String limit = visit.query("limit").orElse(USUAL_PATTERNS);
        if (!limit.matches("[1-9]\\d{0,2}")) {
            return Fields.refused(RefusalCode.INVALID_VALUE, "limit");
        }
        ObjectNode answer = Json.object();
        ArrayNode rows = answer.putArray("patterns");
        memory.patterns(visit.caller().tenant(), Integer.parseInt(limit))
                .forEach(
                        one ->
                                rows.addObject()
                                        .put("mark", one.mark())
                                        .put("model", one.model())
                                        .put("asked", one.asked())
                                        .put("free", one.free()));
        return Outcome.passed(Json.ok(answer));
    }

    /** Everything of the caller's tenant. */
    public Outcome<Answer> clear(Visit visit) {
        Outcome<Answer> done = forgotten(Tag.all(visit.caller().tenant()));
        log.write(new CacheCleared(visit.caller().tenant(), visit.caller().key()));
        return done;
    }

    private Outcome<Answer> forgotten(Tag tag) {
        try {
            Forgotten done =
                    memory.forget(tag).toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
            ObjectNode answer = Json.object().put("forgotten_here", done.here());
            return done.everywhere()
                    ? Outcome.passed(Json.ok(answer))
                    : Outcome.refused(RefusalCode.STORE_UNAVAILABLE);
        } catch (ExecutionException | TimeoutException untold) {
            return Outcome.refused(RefusalCode.STORE_UNAVAILABLE);
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return Outcome.refused(RefusalCode.DRAINING);
        }
    }
}
