package portcullis.gateway;

import java.util.function.Predicate;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.stream.Telling;
import portcullis.kernel.Deadline;

/** What stays the same for one understood call. */
record Way(Model model, Screened request, Telling telling, Deadline deadline, Form form) {
    /** The same call, but only through some of the model's targets. */
    Way through(Predicate<Target> which) {
        return new Way(model.through(which), request, telling, deadline, form);
    }

    /** Whether the caller gets events; the vendor may still be asked for some. */
    boolean streamed() {
        return form == Form.EVENTS;
    }
}
