package portcullis.kernel;

import static portcullis.kernel.RetryAdvice.AFTER_FIX;
import static portcullis.kernel.RetryAdvice.LATER;
import static portcullis.kernel.RetryAdvice.NEVER;

/**
 * Every expected reason to say no: its HTTP status, whether trying again can help, and a sentence
 * that is safe to show to anybody.
 */
public enum RefusalCode {
    BAD_REQUEST(400, AFTER_FIX, "The request is not understood."),
    MALFORMED_JSON(400, AFTER_FIX, "The body is not valid JSON in UTF-8."),
    MISSING_FIELD(400, AFTER_FIX, "A required field is missing."),
    UNKNOWN_FIELD(400, AFTER_FIX, "The body holds a field that this route does not know."),
    INVALID_VALUE(400, AFTER_FIX, "A field has a value that is not allowed here."),
    CONTEXT_TOO_LONG(400, AFTER_FIX, "The conversation is longer than the model accepts."),
    CONTENT_FILTERED(400, NEVER, "The model's own content filter refused this request."),
    MODEL_UNFIT(400, AFTER_FIX, "No target of this model can do what the request asks."),
    PROVIDER_REJECTED(400, AFTER_FIX, "The model provider does not accept this request."),
    JUSTIFICATION_SHORT(400, AFTER_FIX, "The justification has too few characters."),
    UNAUTHENTICATED(401, AFTER_FIX, "A valid key is needed."),
    CREDENTIALS_CONFLICT(401, AFTER_FIX, "Two different keys were sent; send one."),
    FORBIDDEN(403, NEVER, "The role of this key does not allow this."),
    PHI_BLOCKED(403, NEVER, "Protected information was found and the policy blocks it."),
    POLICY_LOOSER(403, NEVER, "A screening policy can only be made stricter."),
    OWN_REQUEST(403, NEVER, "Nobody decides about a request or text of their own."),
    ORIGIN_REFUSED(403, NEVER, "Requests from this origin are not allowed."),
    NOT_FOUND(404, NEVER, "There is nothing here for this key."),
    MODEL_NOT_FOUND(404, AFTER_FIX, "This key can use no model of that name."),
    METHOD_NOT_ALLOWED(405, NEVER, "This route does not know that method."),
    TOO_SLOW(408, LATER, "The request did not arrive in time."),
    READER_TOO_SLOW(408, LATER, "The answer was read too slowly to be kept for this reader."),
    CONFLICT(409, AFTER_FIX, "The thing has changed or already exists."),
    STREAM_EXPIRED(410, NEVER, "This stream can no longer be resumed; send the request again."),
    REVEAL_SPENT(410, NEVER, "This token was used already or its time is over."),
    VALUE_GONE(410, NEVER, "No value is kept for this finding."),
    TOO_LARGE(413, AFTER_FIX, "The body is larger than the limit."),
    SCAN_TOO_LARGE(413, AFTER_FIX, "There is more text than one screening may read."),
    UNSUPPORTED_MEDIA(415, AFTER_FIX, "This kind of content is not accepted here."),
    HOST_REFUSED(421, NEVER, "This server does not answer for that host name."),
    SCAN_UNSCANNABLE(422, NEVER, "A part of the request cannot be screened and is refused."),
    OPERATION_UNAVAILABLE(422, NEVER, "This operation is not available in this version; chat is."),
    QUESTION_EMPTY(422, AFTER_FIX, "The question is empty."),
    BAD_NAME(422, AFTER_FIX, "The file name is not allowed."),
    DOCUMENT_EMPTY(422, AFTER_FIX, "The file is empty."),
    DOCUMENT_ENCRYPTED(422, AFTER_FIX, "The file is encrypted; upload one that opens freely."),
    DOCUMENT_UNREADABLE(422, AFTER_FIX, "The file is damaged and cannot be read."),
    DOCUMENT_WITHOUT_TEXT(
            422, AFTER_FIX, "The file holds no text; scans need text recognition first."),
    DOCUMENT_OVER_CAP(422, AFTER_FIX, "Reading the file took more than its limits allow."),
    DOCUMENT_QUARANTINED(422, NEVER, "The file broke its reader and is held back."),
    OVER_LIMIT(429, LATER, "The limit for this key is reached."),
    PROVIDER_BUSY(429, LATER, "Too many calls to the model provider are waiting already."),
    BUDGET_SPENT(429, NEVER, "The budget for this key is spent."),
    PRICE_UNKNOWN(403, NEVER, "A budget applies, and this model has no price in the settings."),
    TARGET_CLOSED(
            503, NEVER, "A bill above its reservation closed this model until it is acknowledged."),
    INTERNAL(500, LATER, "Something went wrong inside; nothing was sent on."),
    PROVIDER_MALFORMED(502, LATER, "The model provider sent an answer that cannot be understood."),
    PROVIDER_CUT(502, LATER, "The model provider broke off in the middle of its answer."),
    PROVIDER_UNAVAILABLE(503, LATER, "No model provider is available for this model now."),
    SCAN_FAILED(503, LATER, "Screening is not working; nothing was sent on."),
    SCAN_LEAKY(
            503,
            LATER,
            "A text that was masked still held protected information; nothing was sent on."),
    SCAN_TIMEOUT(503, LATER, "Screening took too long; nothing was sent on."),
    AUDIT_UNAVAILABLE(503, LATER, "The audit record cannot be written; nothing was sent on."),
    STORE_UNAVAILABLE(503, LATER, "The database cannot be reached."),
    RETRIEVAL_UNAVAILABLE(503, LATER, "The library cannot be searched now."),
    OVERLOADED(503, LATER, "The server is at its capacity."),
    STREAMING_OFF(503, NEVER, "Streaming is switched off on this server."),
    DRAINING(503, LATER, "The server is shutting down."),
    PROVIDER_TIMEOUT(504, LATER, "The model provider did not answer in time."),
    CANCELLED(408, NEVER, "The caller went away.");

    private final int status;
    private final RetryAdvice retry;
    private final String sentence;

    RefusalCode(int status, RetryAdvice retry, String sentence) {
        this.status = status;
        this.retry = retry;
        this.sentence = sentence;
    }

    /** The HTTP status of this refusal. */
    public int status() {
        return status;
    }

    /** Whether sending the same request again can succeed. */
    public RetryAdvice retry() {
        return retry;
    }

    /** One sentence for people; holds nothing of the input. */
    public String sentence() {
        return sentence;
    }
}
