package portcullis.providers.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.Unavailable;

/**
 * The {@code error} object of an OpenAI answer. Its message is read for what it says about the
 * cause and never handed on: it may quote the request.
 */
record Fault(String type, String code, String message) {
    private static final Set<String> TOO_LONG =
            Set.of("context_length_exceeded", "string_above_max_length", "max_tokens_exceeded");
    private static final Set<String> FILTERED =
            Set.of(
                    "content_filter",
                    "content_policy_violation",
                    "responsibleaipolicyviolation",
                    "moderation_blocked",
                    "invalid_prompt");
    private static final Set<String> OUR_ACCOUNT =
            Set.of(
                    "insufficient_quota",
                    "401",
                    "402",
                    "billing_hard_limit_reached",
                    "billing_not_active",
                    "invalid_api_key",
                    "account_deactivated");
    private static final Set<String> THROTTLED =
            Set.of("rate_limit_exceeded", "rate_limit_error", "429", "498", "tokens", "requests");
    private static final Set<String> THEIRS = Set.of("408", "500", "502", "503", "504", "520");

    static final Fault UNKNOWN = new Fault("", "", "");

    /** Reads the value of an {@code error} field; the parser stands on its first token. */
    static Fault read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            String message = json.currentToken().isScalarValue() ? json.getText() : "";
            json.skipChildren();
            return new Fault("", "", message);
        }
        String type = "";
        String code = "";
        String message = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "type" -> type = scalar(json);
                case "code" -> code = scalar(json);
                case "message" -> message = scalar(json);
                default -> json.skipChildren();
            }
        }
        return new Fault(lower(type), lower(code), lower(message));
    }

    /** What it means, where it says enough by itself. */
    Optional<Trouble> meaning() {
        if (TOO_LONG.contains(code) || message.contains("maximum context length")) {
            return Optional.of(new Rejected(Reason.CONTEXT_TOO_LONG));
        }
        if (FILTERED.contains(code) || FILTERED.contains(type)) {
            return Optional.of(new Rejected(Reason.CONTENT_FILTER));
        }
        if (OUR_ACCOUNT.contains(code)
                || OUR_ACCOUNT.contains(type)
                || message.contains("api key not valid")) {
            return Optional.of(new Unavailable(Cause.AUTHENTICATION));
        }
        if (THEIRS.contains(code)) {
            return Optional.of(new Unavailable(Cause.SERVER_ERROR));
        }
        return THROTTLED.contains(code)
                ? Optional.of(new Throttled(Optional.empty()))
                : Optional.empty();
    }

    private static String scalar(JsonParser json) throws IOException {
        if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
            return json.getText();
        }
        json.skipChildren();
        return "";
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
