package portcullis.gateway.remember;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * The latest invalidations in their order. Answers on their way are compared with it before they
 * are kept; what is older than its memory counts as invalidated.
 */
final class Invalidations {
    private static final int KEPT = 1024;

    private final Deque<String> latest = new ArrayDeque<>();
    private long count;
    private long unsureUntil;

    /** The mark of now. */
    synchronized long mark() {
        return count;
    }

    synchronized void add(String tag) {
        count++;
        latest.addLast(tag);
        if (latest.size() > KEPT) {
            latest.removeFirst();
        }
    }

    /** Every answer that is on its way now may be stale. */
    synchronized void unsure() {
        count++;
        unsureUntil = count;
        latest.clear();
    }

    /** Whether one of the tags was, or may have been, invalidated after the mark. */
    synchronized boolean since(long mark, Collection<String> tags) {
        long newer = count - mark;
        if (newer == 0) {
            return false;
        }
        if (mark < unsureUntil || newer > latest.size()) {
            return true;
        }
        return latest.stream().skip(latest.size() - newer).anyMatch(tags::contains);
    }
}
