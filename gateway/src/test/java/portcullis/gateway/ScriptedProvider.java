package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Signals;
import portcullis.gateway.route.Trouble;
import portcullis.governance.audit.EgressPermit;

/** A provider in memory that plays one act per attempt; the last act is played again. */
final class ScriptedProvider implements Provider {
    final List<String> bodies = new CopyOnWriteArrayList<>();
    final List<Running> attempts = new CopyOnWriteArrayList<>();
    private final List<Act> acts;
    private final AtomicInteger next = new AtomicInteger();
    volatile boolean prefill;

    /** What happens in one attempt, on a thread of its own. */
    interface Act {
        void play(Signals signals, Running running) throws Exception;
    }

    ScriptedProvider(Act... acts) {
        this.acts = List.of(acts);
    }

    static Act answers(List<Frame> frames) {
        return (signals, running) -> {
            frames.forEach(signals::frame);
            signals.done();
        };
    }

    static Act answers(String whole) {
        return answers(List.of(Chunks.whole(whole)));
    }

    static Act fails(Trouble trouble) {
        return (signals, running) -> signals.failed(trouble);
    }

    static Act breaksAfter(List<Frame> frames, Trouble trouble) {
        return (signals, running) -> {
            frames.forEach(signals::frame);
            signals.failed(trouble);
        };
    }

    /** Says these and then nothing more, whatever happens. */
    static Act stalls(List<Frame> frames) {
        return (signals, running) -> frames.forEach(signals::frame);
    }

    /** One attempt, as the gateway treated it. */
    static final class Running implements Attempt {
        final CompletableFuture<Long> cancelled = new CompletableFuture<>();
        final CompletableFuture<Void> paused = new CompletableFuture<>();
        final CompletableFuture<Void> resumed = new CompletableFuture<>();
        final AtomicBoolean reading = new AtomicBoolean(true);

        @Override
        public void cancel() {
            cancelled.complete(System.nanoTime());
        }

        @Override
        public void pause() {
            reading.set(false);
            paused.complete(null);
        }

        @Override
        public void resume() {
            reading.set(true);
            resumed.complete(null);
        }
    }

    @Override
    public boolean acceptsPrefill() {
        return prefill;
    }

    @Override
    public Attempt call(Ask ask, EgressPermit permit, Signals signals) {
        permit.use();
        bodies.add(new String(ask.request().asChat(ask.model()).orElseThrow(), UTF_8));
        Running running = new Running();
        attempts.add(running);
        Act act = acts.get(Math.min(next.getAndIncrement(), acts.size() - 1));
        Thread.ofVirtual().start(() -> play(act, signals, running));
        return running;
    }

    private static void play(Act act, Signals signals, Running running) {
        try {
            act.play(signals, running);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
