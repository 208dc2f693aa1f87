package portcullis.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The dialects and forms in which a question can be asked, and what their answers say. */
enum Spoken {
    CHAT,
    CHAT_STREAMED,
    MESSAGES,
    MESSAGES_STREAMED,
    RESPONSES,
    RESPONSES_STREAMED;

    /**
     * What an answer says.
     *
     * @param marks how often it says that it is complete
     */
    record Heard(String text, String arguments, boolean error, long marks) {
        private static final Heard BROKEN = new Heard("", "", false, 0);

        private Heard plus(Heard next) {
            return new Heard(
                    text + next.text,
                    arguments + next.arguments,
                    error || next.error,
                    marks + next.marks);
        }
    }

    boolean streamed() {
        return name().endsWith("_STREAMED");
    }

    /** {@code chat, streamed}. */
    String words() {
        return name().toLowerCase(Locale.ROOT).replace("_", ", ");
    }

    String path() {
        return switch (this) {
            case CHAT, CHAT_STREAMED -> "/v1/chat/completions";
            case MESSAGES, MESSAGES_STREAMED -> "/v1/messages";
            case RESPONSES, RESPONSES_STREAMED -> "/v1/responses";
        };
    }

    ObjectNode asking(String text) {
        ObjectNode body = Chat.asking(text).put("stream", streamed());
        return switch (this) {
            case CHAT, CHAT_STREAMED -> body;
            case MESSAGES, MESSAGES_STREAMED -> body.put("max_tokens", 4096);
            case RESPONSES, RESPONSES_STREAMED -> {
                body.remove("messages");
                yield body.put("input", text);
            }
        };
    }

    /** Reads an answer or a refusal; what is not the dialect says nothing. */
    Heard heard(String body) {
        try {
            if (!streamed() || body.startsWith("{")) {
                return whole(Caller.read(body));
            }
            List<Told> events = Told.in(body);
            return events.stream()
                    .map(this::event)
                    .reduce(new Heard("", "", false, 0), Heard::plus);
        } catch (UncheckedIOException notJson) {
            return Heard.BROKEN;
        }
    }

    private Heard whole(JsonNode body) {
        boolean error = body.path("error").isObject();
        return switch (this) {
            case CHAT, CHAT_STREAMED -> {
                JsonNode choice = body.at("/choices/0");
                yield new Heard(
                        choice.at("/message/content").asText(""),
                        choice.at("/message/tool_calls/0/function/arguments").asText(""),
                        error,
                        choice.path("finish_reason").isTextual() ? 1 : 0);
            }
            case MESSAGES, MESSAGES_STREAMED ->
                    new Heard(
                            body.at("/content/0/text").asText(""),
                            body.at("/content/0/input").toString(),
                            error,
                            body.path("stop_reason").isTextual() ? 1 : 0);
            case RESPONSES, RESPONSES_STREAMED ->
                    new Heard(
                            body.at("/output/0/content/0/text").asText(""),
                            body.at("/output/0/arguments").asText(""),
                            error,
                            body.path("status").asText().equals("completed") ? 1 : 0);
        };
    }

    private Heard event(Told event) {
        boolean done = event.data().equals("[DONE]");
        JsonNode data = done ? Caller.JSON.createObjectNode() : event.json();
        return switch (this) {
            case CHAT, CHAT_STREAMED ->
                    new Heard(
                            data.at("/choices/0/delta/content").asText(""),
                            data.at("/choices/0/delta/tool_calls/0/function/arguments").asText(""),
                            data.has("error"),
                            done ? 1 : 0);
            case MESSAGES, MESSAGES_STREAMED ->
                    new Heard(
                            data.at("/delta/text").asText(""),
                            data.at("/delta/partial_json").asText(""),
                            event.name().equals("error"),
                            event.name().equals("message_stop") ? 1 : 0);
            case RESPONSES, RESPONSES_STREAMED -> responses(event.name(), data);
        };
    }

    private static Heard responses(String name, JsonNode data) {
        String delta = data.path("delta").asText("");
        return new Heard(
                name.equals("response.output_text.delta") ? delta : "",
                name.equals("response.function_call_arguments.delta") ? delta : "",
                name.equals("response.failed") || name.equals("error"),
                name.equals("response.completed") ? 1 : 0);
    }
}
