package portcullis.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.stream.Telling;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;

/** What stays the same for one understood call. */
record Way(Model model, Screened request, Telling telling, Deadline deadline, Form form) {

    /** A stream, and what nobody waits for, may take longer; a caller's own deadline counts. */
    static Way of(Rooms rooms, Raw raw, Model model, Screened request) {
        boolean streamed = request.streamed() && rooms.streaming().enabled();
        boolean patient = streamed || request.wishes().keeping().background();
        Duration total = patient ? model.timeouts().total() : model.timeouts().plain();
        Deadline deadline =
                raw.deadline()
                        .map(asked -> asked.noLaterThan(total))
                        .orElseGet(() -> Deadline.in(total, rooms.nanos()));
        Form form = streamed ? Form.EVENTS : Form.WHOLE;
        return new Way(model, request, rooms.teller().begin(request), deadline, form);
    }

    /** How much of the model's own was masked, when anything was; tells the log, too. */
    Optional<String> masked(EventLog log) {
        long count = telling.masked();
        if (count == 0) {
            return Optional.empty();
        }
        log.write(new GatewayEvent.OutputMasked(request.request(), count));
        return Optional.of(Long.toString(count));
    }

    /** The same call, but only through some of the model's targets. */
    Way through(Predicate<Target> which) {
        return new Way(model.through(which), request, telling, deadline, form);
    }

    /** Whether the caller gets events; the vendor may still be asked for some. */
    boolean streamed() {
        return form == Form.EVENTS;
    }
}
