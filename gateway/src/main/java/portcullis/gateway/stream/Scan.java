package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import portcullis.gateway.receive.Span;

/** One pass over a chunk or a whole answer in the OpenAI chat dialect. */
final class Scan {
    private static final Set<String> TEXTS =
            Set.of("content", "refusal", "reasoning_content", "reasoning");

    /** Words of the dialect and a vendor's own ids: no text of the model's. */
    private static final Set<String> WORDS =
            Set.of(
                    "id",
                    "type",
                    "name",
                    "role",
                    "object",
                    "finish_reason",
                    "native_finish_reason",
                    "system_fingerprint",
                    "service_tier",
                    "provider",
                    "usage",
                    "timings",
                    "x_groq");

    private final JsonParser parser;
    private final Map<Integer, Span> tokens = new HashMap<>();
    private final List<Slot> slots = new ArrayList<>();
    private final Set<Integer> finished = new HashSet<>();
    private String id = "";
    private String model = "";
    private long created;
    private int choices;

    private Scan(JsonParser parser) {
        this.parser = parser;
    }

    /** Text of a choice before its index is known, which may stand behind it. */
    private record Found(String field, int tool, Span span, String text) {}

    static Outline of(JsonFactory json, byte[] answer) {
        try (JsonParser parser = json.createParser(answer)) {
            return new Scan(parser).root();
        } catch (IOException e) {
            throw new UncheckedIOException("a provider handed on something other than JSON", e);
        }
    }

    private Outline root() throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "choices" -> choices(token);
                case "id" -> id = parser.getValueAsString("");
                case "model" -> model = parser.getValueAsString("");
                case "created" -> created = parser.getValueAsLong();
                default -> unknown(name);
            }
        }
        return new Outline(new Head(id, created, model), slots, choices, finished, tokens);
    }

    private void choices(JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            choice(choices++);
        }
    }

    private void choice(int position) throws IOException {
        List<Found> found = new ArrayList<>();
        int index = position;
        boolean ends = false;
        Optional<Span> probabilities = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "index" -> index = parser.getValueAsInt(position);
                case "delta", "message" -> message(token, found);
                case "finish_reason" -> ends = token == JsonToken.VALUE_STRING;
                case "logprobs" -> probabilities = value();
                default -> unknown(name);
            }
        }
        if (ends) {
            finished.add(index);
        }
        if (probabilities.isPresent()) {
            tokens.put(index, probabilities.get());
        }
        for (Found text : found) {
            Voice voice = new Voice(index, text.field(), text.tool());
            slots.add(new Slot(voice, text.span(), text.text()));
        }
    }

    /** Where a value stands that is no null. */
    private Optional<Span> value() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return Optional.empty();
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        return Optional.of(new Span(start, (int) parser.currentLocation().getByteOffset()));
    }

    /** Every text at any depth of a field that is not one of the dialect's own (SCR-57). */
    private void unknown(String field) throws IOException {
        if (WORDS.contains(field)) {
            parser.skipChildren();
            return;
        }
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING && !WORDS.contains(name())) {
                Found text = text("");
                slots.add(new Slot(Voice.UNKNOWN, text.span(), text.text()));
            }
            if (depth > 0) {
                parser.nextToken();
            }
        } while (depth > 0);
    }

    private String name() throws IOException {
        return Objects.requireNonNullElse(parser.currentName(), "");
    }

    private void message(JsonToken token, List<Found> found) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (TEXTS.contains(name) && value == JsonToken.VALUE_STRING) {
                found.add(text(name));
            } else if (name.equals("tool_calls") && value == JsonToken.START_ARRAY) {
                tools(found);
            } else {
                unknown(name);
            }
        }
    }

    private void tools(List<Found> found) throws IOException {
        int position = 0;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            tool(position++, found);
        }
    }

    private void tool(int position, List<Found> found) throws IOException {
        List<Found> arguments = new ArrayList<>();
        int index = position;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("index")) {
                index = parser.getValueAsInt(position);
            } else if (name.equals("function") && value == JsonToken.START_OBJECT) {
                function(arguments);
            } else {
                unknown(name);
            }
        }
        for (Found text : arguments) {
            found.add(new Found(text.field(), index, text.span(), text.text()));
        }
    }

    private void function(List<Found> arguments) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("arguments") && value == JsonToken.VALUE_STRING) {
                arguments.add(text(name));
            } else {
                unknown(name);
            }
        }
    }

    private Found text(String field) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        String text = parser.getText();
        int end = (int) parser.currentLocation().getByteOffset();
        return new Found(field, Voice.NO_TOOL, new Span(start, end), text);
    }
}
