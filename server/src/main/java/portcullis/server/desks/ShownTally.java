package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import portcullis.gateway.remember.Tally;

/** What the memory of answers did, as JSON (GTW-34). */
final class ShownTally {
    private ShownTally() {}

    static ObjectNode of(Tally tally) {
        ObjectNode node =
                Json.object()
                        .put("backend", tally.far().isPresent() ? "redis" : "memory")
                        .put("hits", tally.hits())
                        .put("misses", tally.misses())
                        .put("joined", tally.joined())
                        .put("hit_rate", tally.hitRate())
                        .put("evictions", tally.evictions())
                        .put("entries", tally.entries())
                        .put("bytes", tally.bytes());
        tally.far()
                .ifPresent(
                        far ->
                                node.putObject("redis")
                                        .put("status", far.up() ? "up" : "down")
                                        .put("hits", far.hits())
                                        .put("misses", far.misses())
                                        .put("failed", far.failed()));
        return node;
    }
}
