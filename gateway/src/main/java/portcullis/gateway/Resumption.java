package portcullis.gateway;

import java.util.List;
import java.util.Optional;
import portcullis.gateway.screen.Screened;
import portcullis.gateway.stream.Journal;
import portcullis.gateway.stream.Journals;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;

/**
 * Tells a caller that came back what follows the last event it has, and then goes on live. Confined
 * to the call.
 */
final class Resumption {
    private static final int EVENTS_PER_STEP = 64;

    private final Journals journals;
    private final Delivery delivery;
    private final Steps steps;
    private final Ends ends;
    private Optional<Journal.Reader> reading = Optional.empty();
    private boolean waiting;

    /** What the journey does with it. */
    interface Ends {
        /** The stream was found and is told from now on. */
        void resumes();

        /** The whole rest was told. */
        void resumed();

        /** There is nothing to go on with, or no more of it. */
        void refuse(Refusal refusal);
    }

    Resumption(Journals journals, Delivery delivery, Steps steps, Ends ends) {
        this.journals = journals;
        this.delivery = delivery;
        this.steps = steps;
        this.ends = ends;
    }

    /**
     * Which event of which stream a caller names: {@code ID:NUMBER}, as told in {@code id:} lines.
     *
     * @param number of the last event that the caller has
     */
    private record Mark(RequestId stream, long number) {

        static Optional<Mark> of(String text) {
            int colon = text.lastIndexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            try {
                RequestId stream = new RequestId(text.substring(0, colon));
                return Optional.of(new Mark(stream, Long.parseLong(text.substring(colon + 1))));
            } catch (IllegalArgumentException notAnId) {
                return Optional.empty();
            }
        }
    }

    /** Whether a caller of a stream wants to be able to come back. */
    static boolean isWanted(Screened request) {
        return request.header("x-portcullis-resume")
                .filter(wish -> wish.reveal().equalsIgnoreCase("on"))
                .isPresent();
    }

    void begin(String lastEvent, Permitted caller) {
        Mark.of(lastEvent)
                .ifPresentOrElse(
                        mark -> find(mark, caller),
                        () -> ends.refuse(Refusal.of(RefusalCode.NOT_FOUND)));
    }

    /** Here, or else in another process, which takes a look into the database. */
    private void find(Mark mark, Permitted caller) {
        Outcome<Journal> here = journals.find(mark.stream(), caller);
        if (here instanceof Outcome.Refused<Journal> && journals.shared()) {
            steps.aside(
                    () -> journals.fetch(mark.stream(), mark.number(), caller),
                    there -> goOn(there, mark));
        } else {
            goOn(here, mark);
        }
    }

    private void goOn(Outcome<Journal> found, Mark mark) {
        found.then(journal -> read(journal, mark)).either(this::read, ends::refuse);
    }

    private Outcome<Journal.Reader> read(Journal journal, Mark mark) {
        return journal.read(mark.number(), () -> steps.hop(this::tell))
                .map(Outcome::passed)
                .orElseGet(() -> Outcome.refused(RefusalCode.STREAM_EXPIRED));
    }

    private void read(Journal.Reader reader) {
        reading = Optional.of(reader);
        delivery.header("x-portcullis-stream", reader.stream().value());
        ends.resumes();
        tell();
    }

    private void tell() {
        if (!waiting) {
            reading.ifPresent(this::tell);
        }
    }

    private void tell(Journal.Reader reader) {
        List<byte[]> part = reader.next(EVENTS_PER_STEP);
        delivery.told(part);
        if (reader.lost()) {
            ends.refuse(Refusal.of(RefusalCode.STREAM_EXPIRED));
        } else if (reader.cut()) {
            ends.refuse(Refusal.of(RefusalCode.PROVIDER_CUT));
        } else if (reader.atEnd()) {
            ends.resumed();
        } else if (delivery.full()) {
            await();
        } else if (!part.isEmpty()) {
            steps.hop(this::tell);
        }
    }

    private void await() {
        waiting = true;
        delivery.onDrain(() -> steps.hop(this::drained));
        if (!delivery.full()) {
            steps.hop(this::drained);
        }
    }

    private void drained() {
        if (waiting && !delivery.full()) {
            waiting = false;
            tell();
        }
    }

    void leave() {
        reading.ifPresent(Journal.Reader::leave);
    }
}
