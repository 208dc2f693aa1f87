package portcullis.privacy;

import java.util.Map;
import portcullis.privacy.restore.Restoring;

/**
 * The placeholders of one request and the values behind them (SCR-34). Lives in memory only; it
 * shows a count and nothing else. Close it at the end of the request.
 */
public final class Mapping implements AutoCloseable {
    private volatile Map<String, String> values;

    Mapping(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** A mapping without placeholders. */
    public static Mapping empty() {
        return new Mapping(Map.of());
    }

    /** A fresh state machine for one text stream. After {@link #close()} it restores nothing. */
    public Restoring restoring(Restoring.Level level) {
        return new Restoring(values, level);
    }

    /** How many placeholders can be restored. */
    public int size() {
        return values.size();
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Forgets every value. */
    @Override
    public void close() {
        values = Map.of();
    }

    @Override
    public String toString() {
        return "Mapping[" + values.size() + "]";
    }
}
