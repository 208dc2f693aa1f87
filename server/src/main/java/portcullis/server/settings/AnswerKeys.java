package portcullis.server.settings;

import java.util.List;

/** The keys of what is remembered and masked. */
final class AnswerKeys {

    static final List<Key> ALL =
            List.of(
                    Key.of("cache.enabled", Kind.flag(), "true", "Whether answers are remembered.")
                            .alias("AI_RESPONSE_CACHE_ENABLED"),
                    Key.of("cache.ttl", Kind.span("1s", "30d"), "6h", "How long.")
                            .alias("AI_RESPONSE_CACHE_TTL_SECONDS"),
                    Key.of(
                                    "cache.backend",
                                    Kind.choice("memory", "redis"),
                                    "memory",
                                    "Where: in this process, or also in the Redis that processes share"
                                            + " (needs data.redis).")
                            .alias("AI_RESPONSE_CACHE_BACKEND"),
                    Key.of("cache.size", Kind.size("1MB", "8GB"), "64MiB", "Most bytes kept."),
                    Key.of(
                            "cache.entries",
                            Kind.number(1, 10_000_000),
                            "100000",
                            "Most answers kept in this process."),
                    Key.of(
                            "responses.keep",
                            Kind.span("1m", "365d"),
                            "30d",
                            "How long a response of /v1/responses can be fetched and continued by"
                                    + " the key that asked for it."),
                    Key.of(
                            "privacy.policy",
                            Kind.choice("pseudonymise", "redact", "block"),
                            "pseudonymise",
                            "What happens to protected information in a model call."),
                    Key.of(
                            "privacy.policies[].tenant",
                            Kind.name(),
                            "",
                            "A tenant with a stricter policy; absent: all."),
                    Key.of(
                            "privacy.policies[].application",
                            Kind.choice("api", "assistant", "stream", "library"),
                            "",
                            "An application with a stricter policy; absent: all."),
                    Key.needed(
                            "privacy.policies[].context",
                            Kind.choice("ai_input", "upload"),
                            "Which way of a text it is about; answers and logs are always redacted,"
                                    + " exports always blocked."),
                    Key.needed(
                            "privacy.policies[].policy",
                            Kind.choice("pseudonymise", "redact", "block"),
                            "What happens there; never looser than what holds without it. Of all"
                                    + " policies that fit the strictest holds."),
                    Key.needed(
                            "privacy.patterns[].name",
                            Kind.name(),
                            "Names a pattern of your own, for what only your site has."),
                    Key.of(
                            "privacy.patterns[].type",
                            Kind.choice("mrn", "healthid", "otherid", "account", "person"),
                            "mrn",
                            "What it finds; stands in placeholders."),
                    Key.needed(
                            "privacy.patterns[].pattern",
                            Kind.text("an RE2 pattern that finds nothing in an empty text"),
                            "Finds it between characters that are neither letters nor digits. No"
                                    + " look-around, no back-references."),
                    Key.of(
                            "privacy.keep-values",
                            Kind.span("1m", "7d"),
                            "24h",
                            "How long values that a scan was asked to keep stay, sealed, so that"
                                    + " they can be revealed."),
                    Key.of(
                            "privacy.strict-names",
                            Kind.flag(),
                            "true",
                            "Whether every capitalised word that is no known ordinary or clinical"
                                    + " word is masked as a name in what goes to a model or is"
                                    + " exported."),
                    Key.of(
                            "privacy.allow-words-file",
                            Kind.text("a file"),
                            "",
                            "Words that are no names, beside the built-in ones: a text file, words"
                                    + " apart by white space, # begins a comment."),
                    Key.of(
                            "privacy.model.directory",
                            Kind.text("a folder"),
                            "",
                            "A model of names of your own: model.onnx, tokenizer.json, labels.txt"
                                    + " and SHA256SUMS. None is ever downloaded."),
                    Key.of(
                            "privacy.model.fallback",
                            Kind.choice("strict", "block"),
                            "strict",
                            "When that model fails or takes too long: strict names for this text,"
                                    + " or the text is refused."));

    private AnswerKeys() {}
}
