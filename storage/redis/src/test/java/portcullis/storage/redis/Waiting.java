package portcullis.storage.redis;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import portcullis.kernel.Deadline;

/** Waits for conditions, with a deadline. */
final class Waiting {
    private Waiting() {}

    static void until(BooleanSupplier condition) {
        Deadline deadline = Deadline.in(Duration.ofSeconds(15));
        while (!condition.getAsBoolean()) {
            if (deadline.passed()) {
                throw new AssertionError("it did not happen within 15 s");
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
