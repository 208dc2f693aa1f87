package portcullis.server.desks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import portcullis.gateway.KeptResponses;
import portcullis.gateway.stream.Journal;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** Tells on its caller's own thread what a journal holds behind an event, and goes on live. */
final class ResumedStream {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int EVENTS_AT_ONCE = 64;
    private static final byte[] NAME = "\nevent: ".getBytes(UTF_8);
    private static final byte[] DATA = "\ndata: ".getBytes(UTF_8);

    private final Semaphore news = new Semaphore(0);
    private Optional<Journal.Reader> reader = Optional.empty();

    private ResumedStream() {}

    /**
     * @param after sequence number of the last event that the caller has; -1 for none
     */
    static Outcome<Answer> of(KeptResponses kept, Visit visit, long after) {
        ResumedStream stream = new ResumedStream();
        return kept.resume(visit.caller(), visit.path("id"), after, stream.news::release)
                .map(
                        reader -> {
                            stream.reader = Optional.of(reader);
                            return new Answer.Events(Map.of(), stream::tell);
                        });
    }

    private void tell(Answer.Listener listener) {
        reader.ifPresent(
                from -> {
                    try {
                        tell(from, listener);
                    } finally {
                        from.leave();
                    }
                });
    }

    private void tell(Journal.Reader from, Answer.Listener listener) {
        Deadline deadline = Deadline.in(LONGEST);
        boolean heard = true;
        while (heard && !from.atEnd() && !from.lost() && !deadline.passed()) {
            List<byte[]> events = from.next(EVENTS_AT_ONCE);
            heard = events.isEmpty() ? await(deadline) : events.stream().allMatch(told(listener));
        }
    }

    private boolean await(Deadline deadline) {
        try {
            boolean more = news.tryAcquire(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            news.drainPermits();
            return more;
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An event's name and document stand on lines of their own, as they were told. */
    private static Predicate<byte[]> told(Answer.Listener listener) {
        return event -> {
            int name = find(event, NAME) + NAME.length;
            int data = find(event, DATA);
            String type = new String(event, name, data - name, UTF_8);
            byte[] document = Arrays.copyOfRange(event, data + DATA.length, event.length - 2);
            return listener.tell(type, document);
        };
    }

    private static int find(byte[] event, byte[] mark) {
        for (int at = 0; at + mark.length <= event.length; at++) {
            if (Arrays.equals(event, at, at + mark.length, mark, 0, mark.length)) {
                return at;
            }
        }
        throw new IllegalStateException("an event of this dialect has a name and a document");
    }
}
