package portcullis.gateway.receive;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import portcullis.gateway.Raw;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/** One pass over one request. */
final class Reading {
    /** SCR-9. */
    private static final int MOST_LEAVES = 100_000;

    private static final int MOST_TEXT = 4 * 1024 * 1024;

    private static final Set<String> TOOLS = Set.of("tools", "functions");
    private static final Set<String> KEPT =
            Set.of(
                    "model",
                    "stream",
                    "temperature",
                    "logprobs",
                    "store",
                    "background",
                    "previous_response_id");

    private final Raw raw;
    private final Grammar grammar;
    private final JsonParser parser;
    private final Leaflet leaves = new Leaflet();
    private final TreeMap<String, Span> fields = new TreeMap<>();
    private final Map<String, String> plain = new HashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private int inside;
    private List<String> betas = List.of();
    private Optional<Span> options = Optional.empty();
    private Optional<Span> usage = Optional.empty();

    Reading(Raw raw, JsonParser parser) {
        this.raw = raw;
        this.grammar = Grammar.of(raw.dialect());
        this.parser = parser;
    }

    Outcome<Received> read() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return Outcome.refused(RefusalCode.MALFORMED_JSON);
        }
        inside = here();
        object(new Spotting(grammar.root(), "", FieldPath.ROOT));
        if (refusals.isEmpty() && parser.nextToken() != null) {
            return Outcome.refused(RefusalCode.MALFORMED_JSON);
        }
        grammar.required().stream().sorted().forEach(this::missing);
        headers();
        return refusals.isEmpty()
                ? Outcome.passed(received())
                : Outcome.refused(refusals.getFirst());
    }

    private void headers() {
        switch (raw.dialect()) {
            case OPENAI_CHAT, OPENAI_RESPONSES, OPENAI_EMBEDDINGS -> {}
            case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT -> {
                AnthropicHeaders headers = new AnthropicHeaders(raw.headers());
                headers.fault().ifPresent(refusals::add);
                betas = headers.betas();
                betas.forEach(
                        name -> leaves.header("anthropic-beta", AnthropicHeaders.readable(name)));
            }
        }
    }

    private void missing(String name) {
        if (!fields.containsKey(name)) {
            refuse(RefusalCode.MISSING_FIELD, FieldPath.field(name));
        }
    }

    private Received received() {
        Layout layout = new Layout(fields, inside, options, usage);
        return new Received(raw, wishes(), layout, leaves.gathered());
    }

    private Wishes wishes() {
        return new Wishes(
                plain.getOrDefault("model", ""),
                raw.dialect().streams() && plain.getOrDefault("stream", "").equals("true"),
                plain.getOrDefault("include_usage", "").equals("true"),
                temperature(),
                TOOLS.stream().anyMatch(fields::containsKey),
                plain.getOrDefault("logprobs", "").equals("true"),
                keeping(),
                betas);
    }

    private Keeping keeping() {
        return switch (raw.dialect()) {
            case OPENAI_RESPONSES ->
                    new Keeping(
                            !plain.getOrDefault("store", "").equals("false"),
                            plain.getOrDefault("background", "").equals("true"),
                            Optional.ofNullable(plain.get("previous_response_id")));
            case OPENAI_CHAT, OPENAI_EMBEDDINGS, ANTHROPIC_MESSAGES, ANTHROPIC_COUNT ->
                    Keeping.NOTHING;
        };
    }

    private OptionalDouble temperature() {
        String text = plain.getOrDefault("temperature", "");
        return text.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(text));
    }

    /** Reads to the closing brace. Stops early once a refusal stands. */
    private void object(Spotting at) throws IOException {
        int position = 0;
        while (refusals.isEmpty() && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            leaves.key(name, start());
            JsonToken token = parser.nextToken();
            field(at.field(name, position++), at.place(), token);
        }
    }

    private void field(Spotting at, Place parent, JsonToken token) throws IOException {
        String name = at.key();
        if (!Shape.fits(parent, name, token)) {
            refuse(RefusalCode.INVALID_VALUE, at.path());
            return;
        }
        if (parent.bringsMedia(name) && token != JsonToken.VALUE_NULL) {
            leaves.unscannable(at.path());
        }
        int start = start();
        value(at, parent, token);
        if (parent.isRoot()) {
            fields.put(name, new Span(start, here()));
            remember(name, token);
        }
    }

    private void remember(String name, JsonToken token) throws IOException {
        if (KEPT.contains(name) && token != JsonToken.VALUE_NULL) {
            plain.put(name, parser.getText());
        }
        if (name.equals("model") && plain.getOrDefault("model", "").isBlank()) {
            refuse(RefusalCode.INVALID_VALUE, FieldPath.field("model"));
        }
        if (grammar.required().contains(name) && token == JsonToken.VALUE_NULL) {
            refuse(RefusalCode.INVALID_VALUE, FieldPath.field(name));
        }
    }

    private void value(Spotting at, Place parent, JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            nested(at);
        } else if (token == JsonToken.START_ARRAY) {
            array(at);
        } else if (token == JsonToken.VALUE_STRING) {
            text(at, parent);
        } else if (token.isNumeric()) {
            number(at);
        } else if (parent == ChatPlace.OPTIONS && at.key().equals("include_usage")) {
            usage(token);
        }
    }

    private void nested(Spotting at) throws IOException {
        int start = here();
        object(at);
        if (at.place() == ChatPlace.OPTIONS) {
            options = Optional.of(new Span(start, here() - 1));
        }
    }

    private void array(Spotting at) throws IOException {
        int index = 0;
        if (at.place().isJoint()) {
            leaves.openJoint();
        }
        JsonToken token = parser.nextToken();
        while (refusals.isEmpty() && token != JsonToken.END_ARRAY) {
            element(at.element(index++), token);
            if (index > at.place().mostElements()) {
                tooMany(at);
            }
            token = refusals.isEmpty() ? parser.nextToken() : token;
        }
        if (at.place().isJoint()) {
            leaves.closeJoint();
        }
    }

    private void tooMany(Spotting at) {
        Refusal refusal = Refusal.of(RefusalCode.INVALID_VALUE).at(at.path());
        refusals.add(refusal.withLimit(at.place().mostElements()));
    }

    private void element(Spotting at, JsonToken token) throws IOException {
        if ((at.place().holdsObject() && token != JsonToken.START_OBJECT)
                || (at.place().holdsText() && token != JsonToken.VALUE_STRING)) {
            refuse(RefusalCode.INVALID_VALUE, at.path());
            return;
        }
        value(at, at.place(), token);
    }

    private void text(Spotting at, Place parent) throws IOException {
        int start = start();
        String text = parser.getText();
        if (!parent.allows(at.key(), text)) {
            refuse(RefusalCode.INVALID_VALUE, at.path());
            return;
        }
        if (parent.isMedia(at.key(), text)) {
            leaves.unscannable(at.path());
        }
        leaves.text(at, text, new Span(start, here()));
        if (leaves.size() > MOST_LEAVES || leaves.characters() > MOST_TEXT) {
            refuse(RefusalCode.SCAN_TOO_LARGE, FieldPath.ROOT);
        }
    }

    private void number(Spotting at) throws IOException {
        leaves.number(at.key(), parser.getText(), start());
        if (leaves.size() > MOST_LEAVES) {
            refuse(RefusalCode.SCAN_TOO_LARGE, FieldPath.ROOT);
        }
    }

    private void usage(JsonToken token) {
        usage = Optional.of(new Span(start(), here()));
        plain.put("include_usage", token.asString());
    }

    private void refuse(RefusalCode code, FieldPath path) {
        Refusal refusal = Refusal.of(code);
        refusals.add(path.equals(FieldPath.ROOT) ? refusal : refusal.at(path));
    }

    private int start() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private int here() {
        return (int) parser.currentLocation().getByteOffset();
    }
}
