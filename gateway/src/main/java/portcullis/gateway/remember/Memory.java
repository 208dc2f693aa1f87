package portcullis.gateway.remember;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import portcullis.gateway.CacheRule;
import portcullis.gateway.screen.Screened;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * Remembers answers within the scope of their model, in this process and beyond it. Misses when
 * unsure: a wrong answer costs more than a slow one. What it holds is masked; whoever reads
 * restores with the own request's mapping.
 */
public final class Memory {
    private final Keying keying;
    private final Answers answers;
    private final ConcurrentMap<ByteBuffer, Flight> flights = new ConcurrentHashMap<>();
    private final Patterns patterns = new Patterns();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder joined = new LongAdder();

    /**
     * What the memory is made of.
     *
     * @param secret keys the hash; at least 16 random bytes, the same in every process that shares
     * @param rules version of the screening policy; part of every key
     * @param models what the configuration means by its models; part of every key
     * @param size bounds on what this process holds, and what lies beyond it
     * @param nanos the monotonic clock that entries age by
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Making(
            byte[] secret, String rules, String models, Size size, LongSupplier nanos) {}

    /**
     * How much the memory holds.
     *
     * @param bytes bound on what all entries of this process hold together
     * @param entries bound on their number
     * @param shared the memory beyond this process, when there is one
     */
    public record Size(long bytes, long entries, Optional<Shared> shared) {

        /** At most 100,000 entries, in this process only. */
        public static Size of(long bytes) {
            return new Size(bytes, 100_000, Optional.empty());
        }
    }

    public Memory(Making making) {
        Size size = making.size();
        this.keying = new Keying(making.secret(), making.rules(), making.models());
        this.answers =
                new Answers(
                        new Near.Room(size.bytes(), size.entries()), size.shared(), making.nanos());
    }

    /** Never waits: what may be remembered elsewhere is {@link Recall.Asking}. */
    public Recall recall(Screened request, CacheRule rule) {
        if (rule.scope() == CacheRule.Scope.OFF || !mayRemember(request)) {
            return new Recall.Off();
        }
        long asked = answers.mark();
        return keying.key(request, rule.scope())
                .map(key -> known(key, request, rule, asked))
                .map(recall -> counted(request, recall))
                .orElseGet(Recall.Off::new);
    }

    private Recall counted(Screened request, Recall recall) {
        Patterns.Place place =
                new Patterns.Place(
                        request.tenant(), request.wishes().model(), keying.mark(request));
        patterns.asked(place);
        return switch (recall) {
            case Recall.Hit _, Recall.Joined _ -> {
                patterns.free(place);
                yield recall;
            }
            case Recall.Asking(Flight mine, var found) ->
                    new Recall.Asking(
                            mine,
                            found.thenApply(
                                    answer -> {
                                        answer.ifPresent(_ -> patterns.free(place));
                                        return answer;
                                    }));
            case Recall.Miss _, Recall.Off _ -> recall;
        };
    }

    /** What a tenant asks most often, since the start of this process. */
    public List<Pattern> patterns(TenantId tenant, int most) {
        return patterns.of(tenant, most);
    }

    private Recall known(ByteBuffer key, Screened request, CacheRule rule, long asked) {
        Optional<Remembered> near = answers.near(key);
        if (near.isPresent()) {
            hits.increment();
            return new Recall.Hit(near.get());
        }
        return fly(
                request,
                new Question(
                        key,
                        rule.ttl(),
                        Keying.owner(request, rule.scope()),
                        new Question.Tagged(keying.tags(request), asked)));
    }

    /** Others see every flight that may have company; who may not join flies beside it. */
    private Recall fly(Screened request, Question question) {
        Flight mine = new Flight(question);
        if (!isSolitary(request)) {
            Flight seen =
                    flights.compute(
                            question.key(),
                            (_, ahead) -> ahead == null || !ahead.open() ? mine : ahead);
            if (seen != mine && mayJoin(request)) {
                joined.increment();
                return new Recall.Joined(seen);
            }
            Optional<Remembered> landed = seen == mine ? justLanded(mine) : Optional.empty();
            if (landed.isPresent()) {
                return new Recall.Hit(landed.get());
            }
        }
        if (answers.shared()) {
            return new Recall.Asking(mine, answers.far(question).thenApply(this::counted));
        }
        misses.increment();
        return new Recall.Miss(mine);
    }

    /**
     * An answer that landed between the look for it and the look for its flight. Who has joined the
     * new flight meanwhile hears it too.
     */
    private Optional<Remembered> justLanded(Flight mine) {
        Optional<Remembered> answer =
                mine.question().flatMap(question -> answers.near(question.key()));
        answer.ifPresent(
                kept -> {
                    hits.increment();
                    ended(mine);
                    mine.bring(kept);
                });
        return answer;
    }

    private Optional<Remembered> counted(Optional<Remembered> found) {
        (found.isPresent() ? hits : misses).increment();
        return found;
    }

    /** Keeps a whole answer. */
    public void keep(Flight flight, Remembered answer) {
        flight.question().ifPresent(question -> answers.keep(question, answer));
    }

    /** Nobody shall join this flight any more. */
    public void ended(Flight flight) {
        flight.question().ifPresent(question -> flights.remove(question.key(), flight));
    }

    /**
     * Forgets every answer that bears the tag, those on their way included: here at once, in other
     * processes within a second (GTW-33).
     */
    public CompletionStage<Forgotten> invalidate(Tag tag) {
        return answers.invalidate(keying.tag(tag));
    }

    public Tally tally() {
        return answers.tally(new Tally.Counts(hits.sum(), misses.sum(), joined.sum()));
    }

    /** Tools act on the world: their turns are asked anew (GTW-37). */
    private static boolean mayRemember(Screened request) {
        String wish = header(request, "cache-control");
        return !request.wishes().tools()
                && !wish.contains("no-store")
                && !wish.contains("no-cache");
    }

    /** Who wants variety does not want a neighbour's answer, unless it is a retry (GTW-35). */
    private static boolean mayJoin(Screened request) {
        String retries = header(request, "x-stainless-retry-count");
        boolean again = !retries.isEmpty() && !retries.equals("0");
        boolean steady = request.wishes().temperature().orElse(0) == 0;
        return steady || again;
    }

    private static boolean isSolitary(Screened request) {
        return header(request, "x-portcullis-single-flight").equals("off");
    }

    private static String header(Screened request, String name) {
        return request.header(name)
                .map(SensitiveText::reveal)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
