package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

/**
 * A refusal in the words of Anthropic's API, whose clients know fewer statuses than we do (gateway
 * specification, section 2.3).
 */
final class AnthropicError {
    private AnthropicError() {}

    /** 529 says that nobody can answer now; what cannot be screened is a bad request. */
    static int status(RefusalCode code) {
        if (code == RefusalCode.BUDGET_SPENT) {
            return 402;
        }
        return switch (code.status()) {
            case 422 -> 400;
            case 502, 504 -> 500;
            case 503 -> 529;
            default -> code.status();
        };
    }

    static byte[] body(RequestId request, Refusal refusal) {
        return ("{\"type\":\"error\",\"error\":{\"type\":"
                        + SpokenRefusal.quoted(type(status(refusal.code())))
                        + ",\"message\":"
                        + SpokenRefusal.quoted(refusal.sentence())
                        + "},\"request_id\":"
                        + SpokenRefusal.quoted(request.value())
                        + "}")
                .getBytes(UTF_8);
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> status >= 500 ? "api_error" : "invalid_request_error";
        };
    }
}
