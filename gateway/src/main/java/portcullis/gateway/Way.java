package portcullis.gateway;

import java.util.function.Predicate;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.stream.Telling;
import portcullis.kernel.Deadline;

/** What stays the same for one understood call. */
record Way(Model model, Screened request, Telling telling, Deadline deadline) {
    /** The same call, but only through some of the model's targets. */
    Way through(Predicate<Target> which) {
        return new Way(model.through(which), request, telling, deadline);
    }

    boolean streamed() {
        return request.streamed();
    }
}
