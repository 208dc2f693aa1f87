package portcullis.gateway;

import portcullis.gateway.screen.Screened;
import portcullis.gateway.stream.Telling;
import portcullis.kernel.Deadline;

/** What stays the same for one understood call. */
record Way(Model model, Screened request, Telling telling, Deadline deadline) {
    boolean streamed() {
        return request.streamed();
    }
}
