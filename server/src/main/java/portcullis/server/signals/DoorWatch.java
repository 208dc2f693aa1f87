package portcullis.server.signals;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import portcullis.kernel.EventLog;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.server.http.Traffic;

/** Turns what happens at the front door into metrics and log lines. */
public final class DoorWatch implements Traffic {
    private final Metrics metrics;
    private final EventLog log;
    private final AtomicInteger streams = new AtomicInteger();

    /** By route; the register bounds how many there are. */
    private final Map<String, Label> labels = new ConcurrentHashMap<>();

    public DoorWatch(Metrics metrics, EventLog log) {
        this.metrics = metrics;
        this.log = log;
        metrics.gauge(Metric.HTTP_OPEN_STREAMS, streams::get);
    }

    @Override
    public void served(RequestId request, String route, String method, Ended ended) {
        String verb = known(method);
        String status = Integer.toString(ended.status());
        metrics.count(Metric.HTTP_REQUESTS, route, verb, status);
        metrics.time(Metric.HTTP_DURATION, ended.took(), route, verb, status);
        log.write(
                new Served(
                        request,
                        labels.computeIfAbsent(route, DoorWatch::label),
                        new Label(verb),
                        ended.status(),
                        ended.took(),
                        ended.who().tenant(),
                        ended.who().key()));
    }

    @Override
    public void streams(int change) {
        streams.addAndGet(change);
    }

    @Override
    public void authenticationFailed() {
        metrics.count(Metric.AUTH_FAILURES);
    }

    @Override
    public void limited(boolean admitted) {
        metrics.count(Metric.LIMIT_DECISIONS, "default", admitted ? "admitted" : "refused");
    }

    @Override
    public void loopHeld(Duration held) {
        metrics.time(Metric.LOOP_HELD, held);
    }

    @Override
    public void broke(RequestId request, Throwable bug) {
        StackTraceElement[] trace = bug.getStackTrace();
        String at = trace.length == 0 ? "unknown" : trace[0].getClassName();
        int line = trace.length == 0 ? 0 : trace[0].getLineNumber();
        log.write(
                new HandlerBroke(
                        request,
                        name(bug.getClass().getName()),
                        name(at + ":" + Math.max(0, line))));
    }

    /** A method is the caller's text until it is one we know. */
    private static String known(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
            default -> "OTHER";
        };
    }

    private static Label label(String route) {
        return name(route.replace("...", "").replace('{', ':').replace("}", ""));
    }

    private static Label name(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9._:/@+-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        String named = safe.isEmpty() ? "unknown" : safe;
        return new Label(named.length() > 128 ? named.substring(0, 128) : named);
    }
}
