package portcullis.server.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML file as places and scalar texts, unread: {@code models[0].name} → {@code default}. Scalars
 * keep their spelling, so {@code 50.00/day} and {@code 0600} arrive as written.
 */
final class FlatFile {
    private static final int DEEPEST = 12;
    private final Map<String, Sourced> values = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private FlatFile() {}

    static FlatFile empty() {
        return new FlatFile();
    }

    static FlatFile of(String text) {
        FlatFile file = new FlatFile();
        YAMLFactory yaml =
                YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
        try (YAMLParser parser = yaml.createParser(text)) {
            file.document(parser);
        } catch (IOException broken) {
            file.problems.add(new Problem(file.where(broken), "this is not valid YAML."));
        }
        return file;
    }

    Map<String, Sourced> values() {
        return values;
    }

    List<Problem> problems() {
        return problems;
    }

    private void document(YAMLParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            problems.add(new Problem("file", "the file must be a map of keys."));
            return;
        }
        map(parser, "", 0);
        if (parser.nextToken() != null) {
            problems.add(new Problem(line(parser), "the file must hold one document only."));
        }
    }

    private void map(YAMLParser parser, String place, int depth) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            value(parser, place.isEmpty() ? name : place + "." + name, depth + 1);
        }
    }

    private void list(YAMLParser parser, String place, int depth) throws IOException {
        List<String> scalars = new ArrayList<>();
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken().isScalarValue()) {
                scalars.add(parser.getText());
            } else {
                value(parser, place + "[" + index + "]", depth + 1);
            }
            index++;
        }
        if (!scalars.isEmpty()) {
            values.put(place, new Sourced(String.join(",", scalars), line(parser)));
        }
    }

    private void value(YAMLParser parser, String place, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("too deep");
        }
        if (parser.isCurrentAlias()) {
            problems.add(new Problem(place, "YAML aliases are not read; write the value out."));
            return;
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            map(parser, place, depth);
        } else if (token == JsonToken.START_ARRAY) {
            list(parser, place, depth);
        } else if (token == JsonToken.VALUE_NULL) {
            problems.add(new Problem(place, "has no value; leave the key out or give it one."));
        } else {
            values.put(place, new Sourced(parser.getText(), line(parser)));
        }
    }

    private static String line(JsonParser parser) {
        return "file line " + parser.currentTokenLocation().getLineNr();
    }

    private String where(IOException broken) {
        return broken instanceof com.fasterxml.jackson.core.JsonProcessingException syntax
                        && syntax.getLocation() != null
                ? "file line " + syntax.getLocation().getLineNr()
                : "file";
    }
}
