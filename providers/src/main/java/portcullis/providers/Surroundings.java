package portcullis.providers;

import io.vertx.core.Vertx;
import java.time.Clock;
import portcullis.providers.offline.Passages;

/**
 * What providers are built on.
 *
 * @param vertx gives event loops and sockets; outlives the providers
 * @param clock reads the wall clock for HTTP dates in {@code Retry-After}
 * @param passages where the offline provider finds evidence when a call brings none
 */
public record Surroundings(Vertx vertx, Clock clock, Passages passages) {}
