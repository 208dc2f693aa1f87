package portcullis.gateway.remember;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One question on its way to a provider, and those who wait for the same answer. */
public final class Flight {
    private static final int MOST_WAITING = 1024;

    private final Question question;
    private final List<Consumer<Landing>> waiting = new ArrayList<>();
    private Optional<Landing> landing = Optional.empty();

    Flight(Question question) {
        this.question = question;
    }

    ByteBuffer key() {
        return question.key();
    }

    Question question() {
        return question;
    }

    /**
     * Calls back once, on the thread that ends the flight, or at once when it has ended. More than
     * 1,024 do not wait: they are told {@code Left}.
     */
    public void await(Consumer<Landing> callback) {
        later(callback).ifPresent(callback);
    }

    private synchronized Optional<Landing> later(Consumer<Landing> callback) {
        if (landing.isEmpty() && waiting.size() >= MOST_WAITING) {
            return Optional.of(new Landing.Left());
        }
        if (landing.isEmpty()) {
            waiting.add(callback);
        }
        return landing;
    }

    void end(Landing how) {
        close(how).forEach(callback -> callback.accept(how));
    }

    private synchronized List<Consumer<Landing>> close(Landing how) {
        if (landing.isPresent()) {
            return List.of();
        }
        landing = Optional.of(how);
        List<Consumer<Landing>> told = List.copyOf(waiting);
        waiting.clear();
        return told;
    }
}
