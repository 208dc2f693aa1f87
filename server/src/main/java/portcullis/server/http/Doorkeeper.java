package portcullis.server.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;

/**
 * Looks at host and origin before anything else. On a loopback address a foreign Host header is a
 * rebound DNS name and is refused (GOV-65); an origin that was not allowed may not even ask.
 */
final class Doorkeeper {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private final boolean anyHost;
    private final Set<String> hosts = new HashSet<>(LOCAL);
    private final List<String> origins;

    /**
     * @param loopback whether the server listens on a loopback address
     * @param hosts further names the server answers to; on other addresses none means any
     */
    Doorkeeper(boolean loopback, List<String> hosts, List<String> origins) {
        this.anyHost = !loopback && hosts.isEmpty();
        hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
        this.origins = origins;
    }

    Optional<Refusal> host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        if (authority == null || request.headers().getAll("host").size() > 1) {
            return Optional.of(Refusal.of(RefusalCode.BAD_REQUEST));
        }
        boolean known = anyHost || hosts.contains(authority.host().toLowerCase(Locale.ROOT));
        return known ? Optional.empty() : Optional.of(Refusal.of(RefusalCode.HOST_REFUSED));
    }

    /** The origin to allow; passed and empty when no browser page of another origin asks. */
    Outcome<Optional<String>> origin(HttpServerRequest request) {
        String origin = request.getHeader("origin");
        if (origin == null || sameOrigin(request, origin)) {
            return Outcome.passed(Optional.empty());
        }
        if (origins.contains("*") || origins.contains(origin)) {
            return Outcome.passed(Optional.of(origin));
        }
        return Outcome.refused(RefusalCode.ORIGIN_REFUSED);
    }

    private static boolean sameOrigin(HttpServerRequest request, String origin) {
        String host = request.getHeader("host");
        return host != null
                && (origin.equals("http://" + host) || origin.equals("https://" + host));
    }
}
