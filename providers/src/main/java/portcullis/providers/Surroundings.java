package portcullis.providers;

import io.vertx.core.Vertx;
import java.time.Clock;
import portcullis.providers.offline.Passages;
import portcullis.providers.offline.TextVectors;

/**
 * What providers are built on.
 *
 * @param vertx gives event loops and sockets; outlives the providers
 * @param clock reads the wall clock for HTTP dates in {@code Retry-After}
 * @param passages where the offline provider finds evidence when a call brings none
 * @param vectors the embedding model inside this process
 */
public record Surroundings(Vertx vertx, Clock clock, Passages passages, TextVectors vectors) {

    /** A house without an embedding model. */
    public Surroundings(Vertx vertx, Clock clock, Passages passages) {
        this(vertx, clock, passages, TextVectors.none());
    }
}
