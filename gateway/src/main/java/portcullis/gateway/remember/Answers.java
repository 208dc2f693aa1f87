package portcullis.gateway.remember;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import portcullis.governance.seal.Seal;
import portcullis.kernel.Label;

/**
 * Remembered answers in two tiers: near, in this process, and far, in the memory that processes
 * share. Beside a far tier the near one forgets after 30 s (GTW-32), so that nothing it missed
 * lives on. The far tier is asked and told without waiting, and only sees sealed bytes.
 */
final class Answers {
    static final Duration FRESH = Duration.ofSeconds(30);
    private static final Label PURPOSE = new Label("cache");

    private final Near near;
    private final Optional<Shared> far;
    private final LongAdder farHits = new LongAdder();
    private final LongAdder farMisses = new LongAdder();

    Answers(Near.Room room, Optional<Shared> far, LongSupplier nanos) {
        this.near = new Near(room, nanos);
        this.far = far;
        far.ifPresent(shared -> shared.memory().listen(listener()));
    }

    private SharedMemory.Listener listener() {
        return new SharedMemory.Listener() {
            @Override
            public void invalidated(String tag) {
                near.invalidate(tag);
            }

            @Override
            public void unsure() {
                near.unsure();
            }
        };
    }

    Optional<Remembered> near(ByteBuffer key) {
        return near.find(key);
    }

    long mark() {
        return near.mark();
    }

    boolean shared() {
        return far.isPresent();
    }

    /** Asks the far tier; what it finds is near afterwards. Never completes exceptionally. */
    CompletionStage<Optional<Remembered>> far(Question question) {
        return far.map(shared -> look(shared, question))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private CompletionStage<Optional<Remembered>> look(Shared shared, Question question) {
        return shared.memory().look(spot(question)).thenApply(found -> heard(question, found));
    }

    private Optional<Remembered> heard(Question question, SharedMemory.Found found) {
        return switch (found) {
            case SharedMemory.Away _ -> Optional.empty();
            case SharedMemory.Nothing(String ticket) -> {
                farMisses.increment();
                question.ticket(ticket);
                yield Optional.empty();
            }
            case SharedMemory.Kept kept -> opened(question, kept);
        };
    }

    /** What cannot be opened was sealed by another installation, or changed: a miss. */
    private Optional<Remembered> opened(Question question, SharedMemory.Kept kept) {
        Optional<Remembered> answer =
                far.flatMap(shared -> shared.seal().open(place(question), kept.sealed()))
                        .flatMap(SealedForm::read)
                        .filter(_ -> !near.stale(question.asked(), kept.tags()));
        answer.ifPresentOrElse(
                it -> {
                    farHits.increment();
                    near.keep(question, it, kept.tags(), fresh(kept.left()));
                },
                farMisses::increment);
        return answer;
    }

    /** Keeps an answer in both tiers; the far one hears of it without being waited for. */
    void keep(Question question, Remembered answer) {
        near.keep(question, answer, question.tags(), fresh(question.ttl()));
        if (near.stale(question.asked(), question.tags())) {
            return;
        }
        far.ifPresent(
                shared ->
                        question.ticket()
                                .ifPresent(ticket -> tell(shared, question, ticket, answer)));
    }

    private static void tell(Shared shared, Question question, String ticket, Remembered answer) {
        byte[] sealed = shared.seal().seal(place(question), SealedForm.write(answer));
        shared.memory().keep(spot(question), ticket, sealed, question.ttl());
    }

    private Duration fresh(Duration ttl) {
        return far.isPresent() && ttl.compareTo(FRESH) > 0 ? FRESH : ttl;
    }

    private static SharedMemory.Spot spot(Question question) {
        return new SharedMemory.Spot(Keying.shown(question.key()), question.tags());
    }

    private static Seal.Place place(Question question) {
        return new Seal.Place(PURPOSE, question.owner(), Keying.shown(question.key()));
    }

    /** Near at once, everywhere within a second; false when the far tier did not hear of it. */
    CompletionStage<Forgotten> invalidate(String tag) {
        int here = near.invalidate(tag);
        return far.map(shared -> shared.memory().invalidate(tag))
                .orElseGet(() -> CompletableFuture.completedFuture(true))
                .thenApply(everywhere -> new Forgotten(here, everywhere));
    }

    /** What both tiers hold and did; {@code hits} of the near one are counted elsewhere. */
    Tally tally(Tally.Counts counts) {
        return new Tally(
                counts,
                near.evicted(),
                near.count(),
                near.bytes(),
                far.map(
                        shared ->
                                new Tally.Far(
                                        farHits.sum(),
                                        farMisses.sum(),
                                        shared.memory().failed(),
                                        shared.memory().up())));
    }
}
