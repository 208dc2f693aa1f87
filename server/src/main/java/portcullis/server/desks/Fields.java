package portcullis.server.desks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * The fields of one of our own request bodies, read strictly: an unknown field, a wrong type or a
 * double key is refused (GOV-74). Refusals name fields of the schema and positions, never text.
 */
final class Fields {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder(
                            com.fasterxml.jackson.core.JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(32)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonParser.Feature.ALLOW_COMMENTS)
                    .build();
    private final ObjectNode object;

    private Fields(ObjectNode object) {
        this.object = object;
    }

    /** Refuses what is not one JSON object with known fields only. */
    static Outcome<Fields> read(byte[] body, Set<String> known) {
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (IOException malformed) {
            return Outcome.refused(RefusalCode.MALFORMED_JSON);
        }
        if (!(node instanceof ObjectNode object)) {
            return Outcome.refused(RefusalCode.MALFORMED_JSON);
        }
        int position = 0;
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); position++) {
            if (!known.contains(names.next())) {
                return Outcome.refused(
                        Refusal.of(RefusalCode.UNKNOWN_FIELD).at(FieldPath.ROOT.unnamed(position)));
            }
        }
        return Outcome.passed(new Fields(object));
    }

    /** A field of any shape; missing when it is absent or null. */
    JsonNode node(String name) {
        JsonNode node = object.path(name);
        return node.isNull() ? object.path("") : node;
    }

    /** A text that must be there, not blank, at most so many UTF-16 units. */
    Outcome<String> text(String name, int most) {
        return optionalText(name, most)
                .then(
                        text ->
                                text.filter(found -> !found.isBlank())
                                        .map(Outcome::passed)
                                        .orElseGet(() -> refused(RefusalCode.MISSING_FIELD, name)));
    }

    Outcome<Optional<String>> optionalText(String name, int most) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Outcome.passed(Optional.empty());
        }
        if (!node.isTextual()) {
            return refused(RefusalCode.INVALID_VALUE, name);
        }
        return node.textValue().length() > most
                ? Outcome.refused(
                        Refusal.of(RefusalCode.TOO_LARGE).at(FieldPath.field(name)).withLimit(most))
                : Outcome.passed(Optional.of(node.textValue()));
    }

    /** A whole number within both ends, or nothing. */
    Outcome<OptionalInt> number(String name, int from, int to) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Outcome.passed(OptionalInt.empty());
        }
        boolean fits = node.canConvertToInt() && node.isIntegralNumber();
        return fits && node.intValue() >= from && node.intValue() <= to
                ? Outcome.passed(OptionalInt.of(node.intValue()))
                : refused(RefusalCode.INVALID_VALUE, name);
    }

    Outcome<Boolean> flag(String name, boolean fallback) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Outcome.passed(fallback);
        }
        return node.isBoolean()
                ? Outcome.passed(node.booleanValue())
                : refused(RefusalCode.INVALID_VALUE, name);
    }

    /** A value of a closed list, or the fallback. */
    <T> Outcome<T> choice(String name, T fallback, Function<String, Optional<T>> reading) {
        return optionalText(name, 100)
                .then(
                        text -> {
                            if (text.isEmpty()) {
                                return Outcome.passed(fallback);
                            }
                            return reading.apply(text.get())
                                    .map(Outcome::passed)
                                    .orElseGet(() -> refused(RefusalCode.INVALID_VALUE, name));
                        });
    }

    static <T> Outcome<T> refused(RefusalCode code, String field) {
        return Outcome.refused(Refusal.of(code).at(FieldPath.field(field)));
    }
}
