package portcullis.server.http;

import java.util.Map;
import java.util.Optional;
import portcullis.governance.limit.Admitted;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

/** A request that was let in: what a handler sees of it. Only the front door makes one. */
public final class Visit {
    private final RequestId request;
    private final Requested requested;
    private final Guest guest;
    private final Deadline deadline;

    /**
     * What was asked.
     *
     * @param path values of the route's placeholders
     * @param query decoded query parameters; the first of equal names
     * @param headers the few headers that handlers may read, names in lower case
     * @param body as sent; never changed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Requested(
            Map<String, String> path,
            Map<String, String> query,
            Map<String, SensitiveText> headers,
            byte[] body) {}

    /** Who asks, as far as the route wanted to know. */
    record Guest(Optional<Permitted> permitted, Optional<Admitted> admitted) {}

    Visit(RequestId request, Requested requested, Guest guest, Deadline deadline) {
        this.request = request;
        this.requested = requested;
        this.guest = guest;
        this.deadline = deadline;
    }

    public RequestId request() {
        return request;
    }

    /** The caller; routes for everybody have none. */
    public Permitted caller() {
        return guest.permitted()
                .orElseThrow(() -> new IllegalStateException("this route has no caller"));
    }

    /** The caller within the limits; routes that take nothing from them have none. */
    public Admitted admitted() {
        return guest.admitted()
                .orElseThrow(() -> new IllegalStateException("this route has no limits"));
    }

    /** The value of a placeholder of the route's path; a name the route does not have is a bug. */
    public String path(String name) {
        String value = requested.path().get(name);
        if (value == null) {
            throw new IllegalStateException("this route has no such placeholder");
        }
        return value;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(requested.query().get(name));
    }

    public Map<String, SensitiveText> headers() {
        return requested.headers();
    }

    /** The body as sent. Not a copy: never change it. */
    public byte[] body() {
        return requested.body();
    }

    /** The end of this visit. */
    public Deadline deadline() {
        return deadline;
    }
}
