package portcullis.providers.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.Used;

/**
 * Reads the documents of one answer, chunks and whole answers alike ({@code delta} and {@code
 * message} have the same fields). Unknown fields are skipped, a wrong type is malformed JSON.
 */
final class ChatReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_CHOICES = 128;
    private static final int MOST_TOOLS = 1_024;

    private final ToolCounts tools = new ToolCounts();

    /** Throws when this is not one JSON object of the expected types. */
    Chunk read(byte[] document) throws IOException {
        try (JsonParser json = JSON.createParser(document)) {
            // some vendors put an error into a list
            boolean listed = json.nextToken() == JsonToken.START_ARRAY;
            expect(json, listed ? json.nextToken() : json.currentToken(), JsonToken.START_OBJECT);
            Chunk chunk = top(json);
            if (listed) {
                expect(json, json.nextToken(), JsonToken.END_ARRAY);
            }
            if (json.nextToken() != null || (listed && chunk.fault().isEmpty())) {
                throw new JsonParseException(json, "more than one document");
            }
            return chunk;
        }
    }

    private Chunk top(JsonParser json) throws IOException {
        List<Piece> pieces = new ArrayList<>(2);
        List<Piece> used = new ArrayList<>(1);
        Optional<Fault> fault = Optional.empty();
        Optional<Fault> ended = Optional.empty();
        Optional<Used> aside = Optional.empty();
        boolean odd = false;
        boolean sound = false;
        boolean noError = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                noError |= field.equals("error");
                continue;
            }
            switch (field) {
                case "choices" -> {
                    Drafts drafts = choices(json, pieces);
                    ended = drafts.fault();
                    odd = drafts.odd();
                    sound = true;
                }
                case "usage" -> used.add(usage(json));
                case "x_groq" -> aside = groq(json);
                case "error" -> fault = Optional.of(Fault.read(json));
                default -> json.skipChildren();
            }
        }
        pieces.addAll(used);
        Chunk.Shape shape = Chunk.Shape.of(odd, sound, noError);
        return new Chunk(pieces, shape, aside, fault.isPresent() ? fault : ended);
    }

    /** A fault when a choice ended with one: some vendors have no other way to say so. */
    private Drafts choices(JsonParser json, List<Piece> pieces) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_ARRAY);
        Optional<Fault> fault = Optional.empty();
        boolean odd = false;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.START_OBJECT);
            Draft draft = choice(json);
            draft.into(pieces, tools);
            odd |= draft.odd;
            fault = draft.finish.equals("error") ? Optional.of(Fault.UNKNOWN) : fault;
        }
        return new Drafts(odd, fault);
    }

    /** What the choices of one document amount to. */
    private record Drafts(boolean odd, Optional<Fault> fault) {}

    private static Draft choice(JsonParser json) throws IOException {
        Draft draft = new Draft();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "index" -> draft.index = number(json, MOST_CHOICES);
                case "finish_reason" -> draft.finish = text(json);
                case "delta", "message" -> {
                    draft.streamed = field.equals("delta");
                    if (value == JsonToken.START_OBJECT) {
                        message(json, draft);
                    }
                }
                default -> json.skipChildren();
            }
        }
        return draft;
    }

    private static void message(JsonParser json, Draft draft) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "content" -> draft.text = content(json);
                case "reasoning_content", "reasoning" -> draft.reasoning = content(json);
                case "refusal" -> draft.declined = text(json);
                case "tool_calls" -> {
                    if (value == JsonToken.START_ARRAY) {
                        calls(json, draft);
                    }
                }
                default -> json.skipChildren();
            }
        }
    }

    /** A string, or a list of parts with {@code text}. */
    private static String content(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return text(json);
        }
        StringBuilder all = new StringBuilder();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("text")) {
                    all.append(text(json));
                } else {
                    json.skipChildren();
                }
            }
        }
        return all.toString();
    }

    private static void calls(JsonParser json, Draft draft) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.START_OBJECT);
            draft.calls.add(call(json));
        }
    }

    private static Draft.Call call(JsonParser json) throws IOException {
        Optional<Integer> index = Optional.empty();
        String id = "";
        String[] function = {"", ""};
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "index" -> {
                    if (value != JsonToken.VALUE_NULL) {
                        index = Optional.of(number(json, MOST_TOOLS));
                    }
                }
                case "id" -> id = text(json);
                case "function" -> function = function(json);
                default -> json.skipChildren();
            }
        }
        return new Draft.Call(index, id, function[0], function[1]);
    }

    /** Name and arguments. */
    private static String[] function(JsonParser json) throws IOException {
        String[] parts = {"", ""};
        expect(json, json.currentToken(), JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> parts[0] = text(json);
                case "arguments" -> parts[1] = text(json);
                default -> json.skipChildren();
            }
        }
        return parts;
    }

    /** Groq's own place for the token counts. */
    private static Optional<Used> groq(JsonParser json) throws IOException {
        Optional<Used> used = Optional.empty();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return used;
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            boolean usage = json.currentName().equals("usage");
            if (json.nextToken() == JsonToken.START_OBJECT && usage) {
                used = Optional.of(usage(json));
            } else {
                json.skipChildren();
            }
        }
        return used;
    }

    private static Used usage(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_OBJECT);
        long in = 0;
        long out = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT) {
                in = field.equals("prompt_tokens") ? json.getLongValue() : in;
                out = field.equals("completion_tokens") ? json.getLongValue() : out;
            } else {
                json.skipChildren();
            }
        }
        return new Used(Math.max(0, in), Math.max(0, out));
    }

    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        expect(json, json.currentToken(), JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static int number(JsonParser json, int below) throws IOException {
        expect(json, json.currentToken(), JsonToken.VALUE_NUMBER_INT);
        int value = json.getIntValue();
        if (value < 0 || value >= below) {
            throw new JsonParseException(json, "an index out of range");
        }
        return value;
    }

    private static void expect(JsonParser json, @Nullable JsonToken token, JsonToken expected)
            throws IOException {
        if (token != expected) {
            throw new JsonParseException(json, "not the expected type");
        }
    }
}
