package portcullis.gateway.route;

import portcullis.gateway.screen.Screened;
import portcullis.kernel.RequestId;

/** What the router must know of a call. {@code tools} is true when the model may call tools. */
public record Wanted(RequestId request, boolean streamed, boolean tools) {
    public static Wanted of(Screened request) {
        return new Wanted(request.request(), request.streamed(), request.wishes().tools());
    }
}
