package portcullis.server.wiring;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import portcullis.server.http.Porch;
import portcullis.server.http.Proxies;
import portcullis.server.settings.Settings;

/** What everything runs on: the event loops and the timer. */
final class Engine {
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private Engine() {}

    /** Throws when the loops do not end in time. */
    static void end(Vertx vertx) {
        try {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LAST_WORDS.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException slow) {
            throw new IllegalStateException(slow);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** Most alarms of a call are cancelled long before they ring; they must not pile up. */
    static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    static Vertx vertx(Settings.Server server) {
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(loops(server))
                        .setPreferNativeTransport(true)
                        .setUseDaemonThread(true)
                        .setDisableTCCL(true));
    }

    /** Threads that move bytes; as many as cores unless told otherwise. */
    static int loops(Settings.Server server) {
        int cores = Runtime.getRuntime().availableProcessors();
        return server.eventLoops() > 0 ? server.eventLoops() : cores;
    }

    /** Where the front door stands, and how long it waits for callers. */
    static Porch.Site site(Settings.Server server) {
        Settings.Patience patience = server.patience();
        return new Porch.Site(
                server.host(),
                server.port(),
                loops(server),
                server.loopback(),
                server.hosts(),
                server.origins(),
                new Proxies(
                        server.proxies().trusted(),
                        server.proxies().forwarded()
                                ? Proxies.Header.FORWARDED
                                : Proxies.Header.X_FORWARDED_FOR),
                new Porch.Patience(patience.head(), patience.body(), patience.idle()));
    }
}
