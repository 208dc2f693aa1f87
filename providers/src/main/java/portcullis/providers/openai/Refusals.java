package portcullis.providers.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.providers.line.Head;
import portcullis.providers.line.RetryAfter;

/**
 * What the statuses of an OpenAI-like vendor mean to the router. 401, 402, 403 and 404 are troubles
 * of our own account and configuration, never the caller's fault.
 */
final class Refusals {
    private static final JsonFactory JSON = new JsonFactory();

    private final RetryAfter retryAfter;

    Refusals(Clock clock) {
        this.retryAfter = new RetryAfter(clock);
    }

    Trouble meaning(Head head, byte[] body) {
        Fault fault = fault(body);
        Optional<Duration> pause = retryAfter.in(head);
        return switch (head.status()) {
            case 400, 413, 422 -> fault.meaning().orElse(new Rejected(Reason.BAD_REQUEST));
            case 401, 402 -> new Unavailable(Cause.AUTHENTICATION);
            case 403 -> filtered(fault).orElse(new Unavailable(Cause.AUTHENTICATION));
            case 404, 405, 410 -> new Unavailable(Cause.NOT_FOUND);
            case 429, 498 -> account(fault).orElse(new Throttled(pause));
            case 408, 409, 425 -> later(pause);
            default -> byClass(head.status(), pause);
        };
    }

    /** A redirect is not followed: our address of the vendor is wrong. */
    private static Trouble byClass(int status, Optional<Duration> pause) {
        return switch (status / 100) {
            case 3 -> new Unavailable(Cause.NOT_FOUND);
            case 4 -> new Rejected(Reason.BAD_REQUEST);
            default -> later(pause);
        };
    }

    private static Trouble later(Optional<Duration> pause) {
        return pause.isPresent() ? new Throttled(pause) : new Unavailable(Cause.SERVER_ERROR);
    }

    private static Optional<Trouble> filtered(Fault fault) {
        return fault.meaning().filter(Rejected.class::isInstance);
    }

    private static Optional<Trouble> account(Fault fault) {
        return fault.meaning().filter(Unavailable.class::isInstance);
    }

    private static Fault fault(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            // some vendors put the object into a list
            if (json.nextToken() == JsonToken.START_ARRAY) {
                json.nextToken();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean error = "error".equals(json.currentName());
                json.nextToken();
                if (error) {
                    return Fault.read(json);
                }
                json.skipChildren();
            }
            return Fault.UNKNOWN;
        } catch (IOException notJson) {
            // an error page of some proxy: the status alone decides
            return Fault.UNKNOWN;
        }
    }
}
