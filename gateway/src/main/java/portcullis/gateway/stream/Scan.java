package portcullis.gateway.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import portcullis.gateway.receive.Span;

/** One pass over a chunk or a whole answer in the OpenAI chat dialect. */
final class Scan {
    private static final Set<String> TEXTS =
            Set.of("content", "refusal", "reasoning_content", "reasoning");

    private final JsonParser parser;
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
                default -> parser.skipChildren();
            }
        }
        return new Outline(new Head(id, created, model), slots, choices, finished);
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
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "index" -> index = parser.getValueAsInt(position);
                case "delta", "message" -> message(token, found);
                case "finish_reason" -> ends = token == JsonToken.VALUE_STRING;
                default -> parser.skipChildren();
            }
        }
        if (ends) {
            finished.add(index);
        }
        for (Found text : found) {
            Voice voice = new Voice(index, text.field(), text.tool());
            slots.add(new Slot(voice, text.span(), text.text()));
        }
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
                parser.skipChildren();
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
                parser.skipChildren();
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
                parser.skipChildren();
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
