package portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Chat requests in OpenAI's shape and what comes back of them. */
final class Chat {
    private static final String ROUTE = "/v1/chat/completions";

    private Chat() {}

    static ObjectNode asking(String text) {
        ObjectNode body = Caller.JSON.createObjectNode().put("model", "default");
        body.putArray("messages").addObject().put("role", "user").put("content", text);
        return body;
    }

    static Caller.Heard send(Caller caller, ObjectNode body) {
        return caller.post(ROUTE, body);
    }

    /** The content of a plain answer. */
    static String content(Caller.Heard heard) {
        return heard.well().json().at("/choices/0/message/content").asText();
    }

    /** Sends the request streamed; the content of all events together. */
    static String streamed(Caller caller, ObjectNode body) {
        return deltas(caller, body, "/choices/0/delta/content");
    }

    /** Sends the request streamed; the arguments of the first tool call, put together. */
    static String streamedArguments(Caller caller, ObjectNode body) {
        return deltas(caller, body, "/choices/0/delta/tool_calls/0/function/arguments");
    }

    private static String deltas(Caller caller, ObjectNode body, String place) {
        List<Told> events = Told.in(send(caller, body.put("stream", true)).well().text());
        StringBuilder text = new StringBuilder();
        for (Told event : events) {
            if (!event.data().equals("[DONE]")) {
                JsonNode piece = event.json().at(place);
                text.append(piece.isTextual() ? piece.asText() : "");
            }
        }
        return text.toString();
    }
}
