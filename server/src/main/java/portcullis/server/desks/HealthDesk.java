package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import portcullis.disclosure.report.IncidentStore.Standing;
import portcullis.gateway.remember.Tally;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;
import portcullis.server.signals.Health;
import portcullis.server.signals.Metrics;

/** Says how the house is. */
public final class HealthDesk {
    private final Health health;
    private final Metrics metrics;
    private final Inventory inventory;

    /**
     * What the house is made of, for {@code /health/detailed}.
     *
     * @param directory whose disk is looked at
     * @param providers configured model vendors
     * @param isolation what stands between a file's reader and the machine (LIB-18)
     * @param answers what the cache of answers did
     * @param redis what is shared with other processes
     * @param incidents how many are open, and how many of their steps are late
     * @param spooled receipts on disk that the ledger does not have yet
     */
    public record Inventory(
            Path directory,
            List<Provider> providers,
            String isolation,
            Supplier<Tally> answers,
            List<Line> redis,
            IntSupplier spooled,
            Supplier<Standing> incidents) {}

    /**
     * A connection to Redis.
     *
     * @param up whether it is asked now
     */
    public record Line(String use, BooleanSupplier up, LongSupplier failed) {
        ObjectNode shown() {
            return Json.object()
                    .put("use", use)
                    .put("status", up.getAsBoolean() ? "up" : "down")
                    .put("failed", failed.getAsLong());
        }
    }

    /** A configured model vendor. */
    public record Provider(Label name, String dialect) {}

    public HealthDesk(Health health, Metrics metrics, Inventory inventory) {
        this.health = health;
        this.metrics = metrics;
        this.inventory = inventory;
    }

    /** The process answers. */
    public Outcome<Answer> live(Visit visit) {
        return Outcome.passed(Json.ok(Json.object().put("status", "alive")));
    }

    /** 503 with the code of the first cause (OPS-42). */
    public Outcome<Answer> ready(Visit visit) {
        Optional<RefusalCode> trouble = health.trouble();
        return trouble.isPresent()
                ? Outcome.refused(trouble.get())
                : Outcome.passed(Json.ok(Json.object().put("status", "ready")));
    }

    /** Part by part, for administrators. */
    public Outcome<Answer> detailed(Visit visit) {
        ObjectNode answer = Json.object();
        Optional<RefusalCode> trouble = health.trouble();
        answer.put("status", trouble.isEmpty() ? "ready" : "unavailable");
        trouble.ifPresent(code -> answer.put("code", code.name().toLowerCase(Locale.ROOT)));
        answer.put("draining", health.draining());
        ObjectNode parts = answer.putObject("parts");
        for (Health.Finding finding : health.findings()) {
            ObjectNode part = parts.putObject(finding.name());
            part.put("status", finding.works() ? "up" : "down");
            part.put("took_ms", finding.micros() / 1000.0);
            if (!finding.works()) {
                part.put("code", finding.code().name().toLowerCase(Locale.ROOT));
            }
        }
        memory(answer.putObject("memory"));
        disk(answer.putObject("disk"));
        answer.putObject("caches").set("answers", ShownTally.of(inventory.answers().get()));
        ArrayNode redis = answer.putArray("redis");
        inventory.redis().forEach(line -> redis.add(line.shown()));
        ArrayNode providers = answer.putArray("providers");
        inventory.providers().forEach(provider -> providers.add(shown(provider)));
        answer.putObject("parser").put("isolation", inventory.isolation());
        Standing incidents = inventory.incidents().get();
        answer.putObject("incidents")
                .put("open", incidents.open())
                .put("steps_overdue", incidents.overdue());
        answer.putObject("audit").put("spooled", inventory.spooled().getAsInt());
        return Outcome.passed(Json.ok(answer));
    }

    public Outcome<Answer> metrics(Visit visit) {
        byte[] text = metrics.scrape().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return Outcome.passed(
                new Answer.Bytes(200, "text/plain; version=0.0.4; charset=utf-8", text));
    }

    private static void memory(ObjectNode node) {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        node.put("heap_used_bytes", used);
        node.put("heap_max_bytes", runtime.maxMemory());
        node.put("warning", used > runtime.maxMemory() * 0.8);
    }

    private void disk(ObjectNode node) {
        try {
            node.put("free_bytes", Files.getFileStore(inventory.directory()).getUsableSpace());
        } catch (IOException unreadable) {
            node.put("free_bytes", -1);
        }
    }

    private static ObjectNode shown(Provider provider) {
        return Json.object()
                .put("name", provider.name().value())
                .put("dialect", provider.dialect());
    }
}
