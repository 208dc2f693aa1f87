package portcullis.server.signals;

import java.time.Duration;
import java.util.Map;
import portcullis.gateway.Reply;

/** Counts a model call by what its reply says of itself; hands everything on unchanged. */
public final class MeteredReply implements Reply {
    private final Reply inner;
    private final Metrics metrics;
    private final long began = System.nanoTime();
    private boolean first = true;

    public MeteredReply(Reply inner, Metrics metrics) {
        this.inner = inner;
        this.metrics = metrics;
    }

    @Override
    public void whole(int status, Map<String, String> headers, byte[] body) {
        counted(status, headers);
        inner.whole(status, headers, body);
    }

    @Override
    public void open(Map<String, String> headers) {
        counted(200, headers);
        inner.open(headers);
    }

    @Override
    public void event(byte[] bytes) {
        if (first) {
            first = false;
            metrics.time(Metric.LLM_FIRST_TOKEN, Duration.ofNanos(System.nanoTime() - began));
        }
        inner.event(bytes);
    }

    /** The labels are configured names, so their number is bounded. */
    private void counted(int status, Map<String, String> headers) {
        String target = headers.getOrDefault("x-portcullis-target", "none/none");
        int slash = target.indexOf('/');
        String provider = slash < 0 ? target : target.substring(0, slash);
        String model = slash < 0 ? "none" : target.substring(slash + 1);
        metrics.count(Metric.LLM_REQUESTS, provider, model, Integer.toString(status));
        if (status >= 400) {
            metrics.count(Metric.LLM_ERRORS, Integer.toString(status));
        }
        switch (headers.getOrDefault("x-portcullis-cache", "off")) {
            case "hit", "joined" -> metrics.count(Metric.CACHE_HITS, "memory", "answers");
            case "miss" -> metrics.count(Metric.CACHE_MISSES, "memory", "answers");
            default -> {}
        }
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public boolean full() {
        return inner.full();
    }

    @Override
    public void onDrain(Runnable resume) {
        inner.onDrain(resume);
    }

    @Override
    public void onAbort(Runnable cancel) {
        inner.onAbort(cancel);
    }
}
