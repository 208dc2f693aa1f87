package portcullis.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import portcullis.disclosure.tighten.PolicyRule;
import portcullis.gateway.Batching;
import portcullis.gateway.Naming;
import portcullis.gateway.Price;
import portcullis.gateway.Routing;
import portcullis.gateway.Target.Traits;
import portcullis.governance.budget.Budgets;
import portcullis.governance.limit.Assignment;
import portcullis.governance.limit.Regions;
import portcullis.kernel.Label;
import portcullis.kernel.Network;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.find.SitePattern;
import portcullis.providers.Vendor.Capacity;
import portcullis.providers.Vendor.Manner;

/** The whole configuration, checked. Only {@link SettingsReader} makes one. */
public record Settings(
        Server server,
        Store store,
        List<Vendor> vendors,
        List<Model> models,
        Naming naming,
        Cache cache,
        Responses responses,
        Privacy privacy,
        Limit limit,
        Library library,
        Log log,
        Metrics metrics,
        Streaming streaming,
        Batching batching,
        Conversations conversations,
        List<String> notices) {

    /**
     * The front door.
     *
     * @param port 0 takes a free one
     * @param eventLoops 0 follows the cores
     */
    public record Server(
            String host,
            int port,
            int eventLoops,
            List<String> hosts,
            List<String> origins,
            Proxies proxies,
            boolean debug,
            Patience patience,
            Drain drain) {
        public Server {
            hosts = List.copyOf(hosts);
            origins = List.copyOf(origins);
        }

        /** True when only this machine can reach the address. */
        public boolean loopback() {
            return SettingsBuilder.loopback(host);
        }
    }

    /** How streams are served, and what is kept of those that can be resumed, for how long. */
    public record Streaming(boolean enabled, long bytes, Duration time, int held) {}

    /**
     * Who may say where a caller is.
     *
     * @param forwarded whether in {@code Forwarded} (RFC 7239) and not in {@code X-Forwarded-For}
     */
    public record Proxies(List<Network> trusted, boolean forwarded) {
        public Proxies {
            trusted = List.copyOf(trusted);
        }
    }

    /** How long the front door waits for a caller. */
    public record Patience(Duration head, Duration body, Duration idle) {}

    /**
     * How applications talk to models.
     *
     * @param model the assistant's
     * @param messages most turns of a conversation that are sent, besides instructions
     */
    public record Conversations(Label model, int messages) {}

    /** How the house empties: see operations, OPS-70. */
    public record Drain(Duration delay, Duration streams, Duration interrupt) {}

    /** Where things are kept. {@code database} is empty for the embedded one. */
    public record Store(Path directory, Optional<SensitiveText> database, Redis redis) {}

    /**
     * What several processes share; each may be empty.
     *
     * @param control for limits
     * @param cache for remembered answers
     */
    public record Redis(Optional<SensitiveText> control, Optional<SensitiveText> cache) {}

    /**
     * A model vendor.
     *
     * @param baseUrl empty for one inside this process
     */
    public record Vendor(
            Label name,
            String dialect,
            Optional<String> baseUrl,
            Optional<SensitiveText> key,
            Capacity capacity,
            Manner manner) {}

    /** What a model is made of. */
    public record Model(
            Label name,
            List<Target> targets,
            Waits waits,
            Failure onFailure,
            Remembering cache,
            Routing routing) {
        public Model {
            targets = List.copyOf(targets);
        }
    }

    /** A vendor's model and what a million tokens cost there. */
    public record Target(Label vendor, String model, Price price, Traits traits) {}

    /**
     * Limits of one upstream attempt.
     *
     * @param total from the call to the end; when absent 30 s for a plain answer and 10 min for a
     *     stream
     */
    public record Waits(
            Duration connect, Duration firstToken, Duration idle, Optional<Duration> total) {}

    /** What happens when a stream breaks. */
    public enum Failure {
        CONTINUE,
        TERMINATE,
        BUFFER
    }

    /**
     * Who shares a model's answers, and how long they are remembered.
     *
     * @param scope {@code tenant}, {@code user}, {@code research}, {@code session}, {@code global}
     *     or {@code off}
     */
    public record Remembering(String scope, Duration ttl) {}

    /**
     * The memory of answers.
     *
     * @param shared whether they are also kept in Redis
     * @param bytes most that this process keeps
     * @param entries most answers that it keeps
     */
    public record Cache(boolean on, Duration ttl, long bytes, long entries, boolean shared) {}

    /** How long responses are kept for the keys that asked for them. */
    public record Responses(Duration kept) {}

    /**
     * The operator's model of names.
     *
     * @param directory its folder; empty when there is none
     * @param fallback strict or block: what happens to a text when the model fails
     */
    public record NameModel(String directory, String fallback) {}

    /**
     * How texts are screened.
     *
     * @param words of the operator that are no names
     * @param policies one without tenant and application for each context, and stricter ones
     * @param patterns of the operator, for what only one site has
     * @param kept how long values that a scan was asked to keep stay
     * @param model of names, the operator's own
     */
    public record Privacy(
            boolean strictNames,
            Set<String> words,
            List<PolicyRule> policies,
            List<SitePattern> patterns,
            Duration kept,
            NameModel model) {
        public Privacy {
            patterns = List.copyOf(patterns);
            policies = List.copyOf(policies);
        }
    }

    /**
     * Limits.
     *
     * @param requests of one key of the model API
     * @param burst how many times a rate a bucket holds
     * @param budgets what may be spent
     * @param concurrent requests of one key of the model API at the same time; empty for any number
     * @param policies named by the operator
     * @param assignments whom other policies apply to
     * @param regions where addresses are
     * @param replicas most processes that may share the limits
     * @param denyWhenAway refuse everything while Redis is away, instead of a share each
     * @param statusCache how long a key's standing is told again
     */
    public record Limit(
            Rate requests,
            Rate tokens,
            double burst,
            Budgets budgets,
            OptionalInt concurrent,
            List<Policy> policies,
            List<Assignment> assignments,
            Regions regions,
            int replicas,
            boolean denyWhenAway,
            Duration statusCache) {
        public Limit {
            policies = List.copyOf(policies);
            assignments = List.copyOf(assignments);
        }
    }

    /**
     * A named limit.
     *
     * @param shape {@code token-bucket} or {@code fixed-window}
     * @param subject {@code key}, {@code user}, {@code tenant}, {@code address}, {@code region} or
     *     {@code endpoint}
     * @param rates by {@code requests}, {@code tokens} and {@code bytes}
     * @param concurrent requests at the same time; empty for any number
     */
    public record Policy(
            Label name,
            String shape,
            String subject,
            Map<String, Rate> rates,
            OptionalInt concurrent) {
        public Policy {
            rates = Map.copyOf(rates);
        }
    }

    /** The document library. */
    public record Library(long uploadBytes, int parsers, boolean sample) {}

    /** Where events go and from which severity. */
    public record Log(String level, boolean json, boolean toFile, long maxBytes) {}

    /**
     * Whether and to whom metrics are shown, and who is sent traces.
     *
     * @param collector address of an OpenTelemetry collector (OTLP over HTTP); empty: nobody
     */
    public record Metrics(boolean on, boolean open, Optional<String> collector) {}

    public Settings {
        vendors = List.copyOf(vendors);
        models = List.copyOf(models);
        notices = List.copyOf(notices);
    }
}
