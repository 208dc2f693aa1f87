package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import portcullis.gateway.remember.Forgotten;
import portcullis.gateway.remember.Tag;
import portcullis.gateway.remember.Tally;
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
    private final Function<Tag, CompletionStage<Forgotten>> forget;
    private final Supplier<Tally> tally;
    private final EventLog log;

    public CacheDesk(
            Function<Tag, CompletionStage<Forgotten>> forget, Supplier<Tally> tally, EventLog log) {
        this.forget = forget;
        this.tally = tally;
        this.log = log;
    }

    public Outcome<Answer> figures(Visit visit) {
        return Outcome.passed(Json.ok(Json.object().set("answers", ShownTally.of(tally.get()))));
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

    /** Everything, whoever's it is. */
    public Outcome<Answer> clear(Visit visit) {
        Outcome<Answer> done = forgotten(Tag.everything(visit.caller().tenant()));
        log.write(new CacheCleared(visit.caller().tenant(), visit.caller().key()));
        return done;
    }

    private Outcome<Answer> forgotten(Tag tag) {
        try {
            Forgotten done =
                    forget.apply(tag).toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
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
