package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One row of the coverage matrix (SCR-76): a part of what an endpoint takes, who reads it, and what
 * becomes of a value in it.
 *
 * @param part {@code any} for endpoints whose bodies never leave the house
 * @param handler {@code read}, {@code opaque}, {@code block} or {@code inside}
 * @param outcomes by the detector's failure, {@code none} included
 */
public record CoverageRow(
        String method,
        String path,
        boolean stream,
        String part,
        String handler,
        SortedMap<String, String> outcomes) {
    public CoverageRow {
        outcomes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(outcomes));
    }

    /** The rows as the command shows them. */
    public static byte[] json(List<CoverageRow> rows) {
        return Json.bytes(tree(rows));
    }

    /** The rows as the API shows them. */
    static ObjectNode tree(List<CoverageRow> rows) {
        ObjectNode answer = Json.object().put("cells", rows.size());
        ArrayNode list = answer.putArray("matrix");
        for (CoverageRow row : rows) {
            ObjectNode node = list.addObject();
            node.put("method", row.method()).put("path", row.path()).put("stream", row.stream());
            node.put("part", row.part()).put("handler", row.handler());
            ObjectNode outcomes = node.putObject("outcomes");
            row.outcomes().forEach(outcomes::put);
        }
        return answer;
    }

    /** One line of text. */
    public String line() {
        StringBuilder line = new StringBuilder(method).append(' ').append(path);
        line.append(stream ? " streamed " : " ").append(part).append(": ").append(handler);
        for (Map.Entry<String, String> outcome : outcomes.entrySet()) {
            line.append(' ').append(outcome.getKey()).append('=').append(outcome.getValue());
        }
        return line.toString();
    }
}
