package portcullis.server.desks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import portcullis.server.http.Answer;

/** Writes JSON answers. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(UTF_8);
    }

    static Answer ok(JsonNode node) {
        return new Answer.Json(200, bytes(node));
    }

    static Answer with(int status, JsonNode node) {
        return new Answer.Json(status, bytes(node));
    }
}
