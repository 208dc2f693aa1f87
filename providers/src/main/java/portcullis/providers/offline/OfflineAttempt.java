package portcullis.providers.offline;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece.Used;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Phase;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.TimedOut;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.kernel.Deadline;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;

/** One answer of the offline model, on a thread of its own. */
final class OfflineAttempt implements Attempt {
    private static final byte[] NOTHING = {'{', '}'};

    private final Ask ask;
    private final Signals signals;
    private final Passages passages;
    private final Clock clock;
    private final Deadline end;
    private final Deadline begin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean held;
    private boolean cancelled;

    OfflineAttempt(Ask ask, Signals signals, Passages passages, Clock clock) {
        this.ask = ask;
        this.signals = signals;
        this.passages = passages;
        this.clock = clock;
        this.end = ask.deadline().noLaterThan(ask.timeouts().total());
        this.begin = end.noLaterThan(ask.timeouts().firstToken());
    }

    void run() {
        try {
            answer();
        } catch (StoreUnavailable noLibrary) {
            fail(new Unavailable(Cause.SERVER_ERROR));
        } catch (IOException notAChat) {
            fail(new Rejected(Reason.BAD_REQUEST));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            fail(new Unavailable(Cause.RESET));
        }
    }

    private void answer() throws IOException, InterruptedException {
        if (ask.model().equals(OfflineProvider.EMBEDDING_MODEL)) {
            fail(new Rejected(Reason.BAD_REQUEST));
            return;
        }
        if (!ask.model().equals(OfflineProvider.MODEL)) {
            fail(new Unavailable(Cause.NOT_FOUND));
            return;
        }
        Optional<byte[]> chat = ask.request().asChat(ask.model());
        Enquiry enquiry = Enquiry.in(chat.orElse(NOTHING));
        if (chat.isEmpty() || enquiry.beyondMe()) {
            fail(new Rejected(Reason.BAD_REQUEST));
            return;
        }
        List<Passage> evidence = evidence(enquiry);
        if (begin.passed()) {
            fail(new TimedOut(Phase.FIRST_TOKEN));
            return;
        }
        say(spoken(enquiry, lines(enquiry, evidence)));
    }

    private List<Passage> evidence(Enquiry enquiry) {
        if (enquiry.carries()) {
            return enquiry.brought();
        }
        if (enquiry.question().isBlank()) {
            return List.of();
        }
        SensitiveText question = SensitiveText.of(enquiry.question());
        return passages.about(ask.request().caller(), question, begin);
    }

    private static List<String> lines(Enquiry enquiry, List<Passage> evidence) {
        List<Quote> quotes = Extractor.extract(enquiry.question(), evidence);
        if (quotes.isEmpty()) {
            return List.of(OfflineProvider.ABSTENTION);
        }
        return enquiry.carries()
                ? quotes.stream().map(Quote::marked).toList()
                : Bibliography.of(quotes, evidence).lines();
    }

    private Spoken spoken(Enquiry enquiry, List<String> lines) {
        int words = lines.stream().mapToInt(Terms::countWords).sum() * enquiry.choices();
        return new Spoken(
                "chatcmpl-" + ask.request().request(),
                clock.instant().getEpochSecond(),
                lines,
                enquiry.choices(),
                new Used(enquiry.words(), words));
    }

    private void say(Spoken spoken) throws InterruptedException {
        List<Frame> frames = ask.request().streamed() ? spoken.streamed() : List.of(spoken.whole());
        for (Frame frame : frames) {
            switch (awaitTurn()) {
                case GO -> signals.frame(frame);
                case CANCELLED -> {
                    return;
                }
                case LATE -> {
                    fail(new TimedOut(Phase.TOTAL));
                    return;
                }
            }
        }
        if (awaitTurn() != Turn.CANCELLED) {
            signals.done();
        }
    }

    private enum Turn {
        GO,
        CANCELLED,
        LATE
    }

    /** Waits while the reader downstream holds the answer back. */
    private Turn awaitTurn() throws InterruptedException {
        lock.lock();
        try {
            while (held && !cancelled && !end.passed()) {
                boolean _ = changed.await(end.left().toNanos(), TimeUnit.NANOSECONDS);
            }
            if (cancelled) {
                return Turn.CANCELLED;
            }
            return end.passed() ? Turn.LATE : Turn.GO;
        } finally {
            lock.unlock();
        }
    }

    private void fail(Trouble trouble) {
        if (!isCancelled()) {
            signals.failed(trouble);
        }
    }

    private boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        change(() -> cancelled = true);
    }

    @Override
    public void pause() {
        change(() -> held = true);
    }

    @Override
    public void resume() {
        change(() -> held = false);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
