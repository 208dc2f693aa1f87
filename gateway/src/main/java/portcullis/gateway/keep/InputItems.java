package portcullis.gateway.keep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import portcullis.gateway.Edit;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Span;

/** The items of a request's input: written down, and put in front of the next request's. */
final class InputItems {
    static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private InputItems() {}

    /** The input as a list of whole items: each with a type and an id, contents as parts. */
    static byte[] of(Received received, ResponseId id) {
        JsonNode input = read(bytes(received));
        ArrayNode items = JSON.createArrayNode();
        if (input.isTextual()) {
            items.addObject().put("role", "user").set("content", input);
        } else {
            input.forEach(items::add);
        }
        int index = 0;
        for (JsonNode item : items) {
            complete((ObjectNode) item, id, index++);
        }
        return written(items);
    }

    private static void complete(ObjectNode item, ResponseId id, int index) {
        if (!item.has("type")) {
            item.put("type", "message");
        }
        if (!item.path("id").isTextual()) {
            String suffix = id.value().substring("resp_".length());
            item.put("id", prefix(item.path("type").asText()) + suffix + "i" + index);
        }
        if (!item.path("status").isTextual() && !item.path("type").asText().equals("reasoning")) {
            item.put("status", "completed");
        }
        if (item.path("type").asText().equals("message") && item.path("content").isTextual()) {
            JsonNode text = item.path("content");
            boolean model = item.path("role").asText().equals("assistant");
            ObjectNode part = item.putArray("content").addObject();
            part.put("type", model ? "output_text" : "input_text").set("text", text);
            if (model) {
                part.putArray("annotations");
            }
        }
    }

    private static String prefix(String type) {
        return switch (type) {
            case "function_call" -> "fc_";
            case "function_call_output" -> "fco_";
            case "reasoning" -> "rs_";
            default -> "msg_";
        };
    }

    /**
     * The request with everything that was said before in front of its input: the earlier input and
     * the items of its answer.
     */
    static byte[] continued(Received received, Kept previous) {
        ArrayNode history = (ArrayNode) read(previous.input());
        read(previous.response()).path("output").forEach(history::add);
        Span span = input(received);
        byte[] before = written(history);
        byte[] opened = java.util.Arrays.copyOf(before, before.length - 1);
        boolean nothing = history.isEmpty();
        List<Edit> edits =
                isText(received)
                        ? aroundText(opened, span, nothing)
                        : List.of(ahead(opened, span, nothing || isEmpty(received)));
        return Edit.splice(received.raw().body(), edits);
    }

    private static List<Edit> aroundText(byte[] opened, Span span, boolean nothing) {
        String user = (nothing ? "" : ",") + "{\"role\":\"user\",\"content\":";
        return List.of(
                new Edit(span.start(), span.start(), joined(opened, user.getBytes(UTF_8))),
                new Edit(span.end(), span.end(), "}]".getBytes(UTF_8)));
    }

    /** In place of the opening bracket. */
    private static Edit ahead(byte[] opened, Span span, boolean alone) {
        byte[] bytes = alone ? opened : joined(opened, ",".getBytes(UTF_8));
        return new Edit(span.start(), span.start() + 1, bytes);
    }

    private static boolean isText(Received received) {
        return received.raw().body()[input(received).start()] == '"';
    }

    private static boolean isEmpty(Received received) {
        return read(bytes(received)).isEmpty();
    }

    private static Span input(Received received) {
        Span span = received.layout().fields().get("input");
        if (span == null) {
            throw new IllegalStateException("no request of this dialect is without input");
        }
        return span;
    }

    private static byte[] bytes(Received received) {
        Span span = input(received);
        return java.util.Arrays.copyOfRange(received.raw().body(), span.start(), span.end());
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("what is kept is JSON", e);
        }
    }

    static byte[] written(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }
}
