package portcullis.server.settings;

import java.util.List;
import portcullis.providers.Brand;
import portcullis.providers.ProviderRegister;

/** The keys of vendors and of the models that callers name. */
final class ModelKeys {

    static final List<Key> ALL =
            List.of(
                    Key.needed("providers[].name", Kind.name(), "Name of a model vendor."),
                    Key.of(
                            "providers[].vendor",
                            Kind.choice(Brand.names().toArray(String[]::new)),
                            "",
                            "A vendor that is known by name: gives the dialect, the address and"
                                    + " the variable that holds the key, and what is special."),
                    Key.of(
                            "providers[].dialect",
                            Kind.choice(ProviderRegister.dialects().toArray(String[]::new)),
                            "",
                            "What it speaks; that of the vendor when absent."),
                    Key.of(
                            "providers[].base-url",
                            Kind.address(),
                            "",
                            "Its address, with the version path; the vendor's own when absent."),
                    Key.of(
                            "providers[].api-key",
                            Kind.secret(),
                            "",
                            "Our key there; the vendor's usual variable when absent."),
                    Key.of(
                            "providers[].api-version",
                            Kind.name(),
                            "2024-10-21",
                            "Version of the API, for azure."),
                    Key.of(
                            "providers[].permits",
                            Kind.number(1, 65_536),
                            "8192",
                            "Calls that may run at the same time."),
                    Key.of(
                            "providers[].queue",
                            Kind.number(1, 65_536),
                            "8192",
                            "Calls that may wait for a permit; further ones are told to come"
                                    + " later."),
                    Key.needed("models[].name", Kind.name(), "Name callers use."),
                    Key.needed(
                            "models[].targets[].provider",
                            Kind.name(),
                            "Name of a provider; tried in order."),
                    Key.needed("models[].targets[].model", Kind.name(), "The vendor's model name."),
                    Key.of(
                            "models[].targets[].weight",
                            Kind.number(1, 1_000),
                            "1",
                            "Share of the calls, with strategy weighted."),
                    Key.of(
                            "models[].targets[].window",
                            Kind.number(1, 100_000_000),
                            "",
                            "Tokens that question and answer may have together; known for usual"
                                    + " models, else 4096."),
                    Key.of(
                            "models[].targets[].price",
                            Kind.choice("free"),
                            "",
                            "free, or input and output below. Without a price a target is refused"
                                    + " as soon as a budget applies."),
                    Key.of(
                            "models[].targets[].price.input",
                            Kind.factor(0, 100_000),
                            "",
                            "Cost of a million tokens of the question."),
                    Key.of(
                            "models[].targets[].price.output",
                            Kind.factor(0, 100_000),
                            "",
                            "Cost of a million tokens of the answer."),
                    Key.of(
                            "models[].targets[].max-output",
                            Kind.number(1, 10_000_000),
                            "4096",
                            "Tokens of an answer when the request sets no bound; sent to the"
                                    + " provider while a budget applies."),
                    Key.of(
                            "models[].strategy",
                            Kind.choice("ordered", "weighted", "least-latency", "cheapest"),
                            "ordered",
                            "Which target is asked first."),
                    Key.of(
                            "models[].hedge",
                            Kind.flag(),
                            "false",
                            "Whether a second target is asked when the first one is late with its"
                                    + " first token."),
                    Key.of(
                            "models[].timeouts.connect",
                            Kind.span("1ms", "1m"),
                            "2s",
                            "Until the connection stands."),
                    Key.of(
                            "models[].timeouts.first-token",
                            Kind.span("1ms", "10m"),
                            "10s",
                            "Until the first content."),
                    Key.of(
                            "models[].timeouts.idle",
                            Kind.span("1ms", "10m"),
                            "15s",
                            "Between two events."),
                    Key.of(
                            "models[].timeouts.total",
                            Kind.span("1ms", "1h"),
                            "",
                            "From the call to the end; when absent 30s for a plain answer and 10m"
                                    + " for a stream."),
                    Key.of(
                            "models[].stream-failure",
                            Kind.choice("continue", "terminate", "buffer"),
                            "continue",
                            "What happens when a stream breaks."),
                    Key.of(
                            "models[].cache.scope",
                            Kind.choice("tenant", "user", "research", "session", "global", "off"),
                            "tenant",
                            "Who shares remembered answers: a tenant, one key (user), those who send"
                                    + " the same header x-portcullis-research or"
                                    + " x-portcullis-session, or every tenant (global)."),
                    Key.of(
                            "models[].cache.ttl",
                            Kind.span("1s", "30d"),
                            "",
                            "How long an answer is remembered; as cache.ttl when absent."),
                    Key.of(
                            "models[].cache.semantic",
                            Kind.choice("off"),
                            "off",
                            "Remembering by meaning is not in this version."),
                    Key.of(
                            "embeddings.batch.items",
                            Kind.number(1, 32),
                            "5",
                            "Texts of small embeddings requests of a tenant that share one call to"
                                    + " the provider; 1 switches that off."),
                    Key.of(
                            "embeddings.batch.wait",
                            Kind.span("1ms", "1s"),
                            "20ms",
                            "How long the first of such requests waits for others."),
                    Key.of(
                                    "routing.default-model",
                                    Kind.name(),
                                    "default",
                                    "Model of a call that names none; such a call is refused when"
                                            + " there is no model of that name.")
                            .alias("DEFAULT_LLM_MODEL"),
                    Key.of(
                            "tiers.nano",
                            Kind.name(),
                            "",
                            "Model of this tier; the next abler tier's when absent."),
                    Key.of(
                            "tiers.mini",
                            Kind.name(),
                            "",
                            "Model of this tier; the next abler tier's when absent."),
                    Key.of(
                            "tiers.frontier",
                            Kind.name(),
                            "",
                            "Model of this tier; the next abler tier's when absent."),
                    Key.of(
                            "tasks.classify",
                            Kind.choice("nano", "mini", "frontier"),
                            "nano",
                            "Tier of this task."),
                    Key.of(
                            "tasks.extract",
                            Kind.choice("nano", "mini", "frontier"),
                            "nano",
                            "Tier of this task."),
                    Key.of(
                            "tasks.summarise",
                            Kind.choice("nano", "mini", "frontier"),
                            "mini",
                            "Tier of this task."),
                    Key.of(
                            "tasks.draft",
                            Kind.choice("nano", "mini", "frontier"),
                            "mini",
                            "Tier of this task."),
                    Key.of(
                            "tasks.reason",
                            Kind.choice("nano", "mini", "frontier"),
                            "frontier",
                            "Tier of this task."));

    private ModelKeys() {}
}
