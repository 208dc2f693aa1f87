package portcullis.server.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import portcullis.kernel.Network;

/**
 * Finds the address that asks. Whoever connects is believed to be who it says; what a header says
 * is believed only as far as the operator's own proxies wrote it: read from its end, the first
 * address that is not one of them is the caller (GOV-22).
 *
 * @param trusted the operator's proxies; none means that no header is read
 * @param header the one header that these proxies write; a caller may have written any other one
 */
public record Proxies(List<Network> trusted, Header header) {
    /** Nobody stands in between. */
    public static final Proxies NONE = new Proxies(List.of(), Header.X_FORWARDED_FOR);

    /** How proxies pass on who asks. */
    public enum Header {
        X_FORWARDED_FOR,
        /** RFC 7239. */
        FORWARDED
    }

    public Proxies {
        trusted = List.copyOf(trusted);
    }

    String address(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String connected = Optional.ofNullable(peer).map(SocketAddress::hostAddress).orElse("");
        return isTrusted(connected) ? before(connected, hops(request)) : connected;
    }

    /** Of hops, the newest first, the first that is not ours; the last one when all are. */
    private String before(String connected, List<String> hops) {
        String known = connected;
        for (String hop : hops) {
            if (Network.parse(hop).isEmpty() || hop.indexOf('/') >= 0) {
                return known; // an obfuscated or broken name: nobody knows what lies behind it
            }
            known = hop;
            if (!isTrusted(hop)) {
                return known;
            }
        }
        return known;
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private List<String> hops(HttpServerRequest request) {
        String name = header == Header.FORWARDED ? "forwarded" : "x-forwarded-for";
        List<String> hops = new ArrayList<>();
        for (String line : request.headers().getAll(name)) {
            for (String hop : line.split(",", -1)) {
                hops.add(bare(header == Header.FORWARDED ? from(hop) : hop.strip()));
            }
        }
        Collections.reverse(hops);
        return hops;
    }

    /** The node of one element: {@code for="[2001:db8::1]:47011";proto=https}. */
    private static String from(String element) {
        return Arrays.stream(element.split(";"))
                .map(String::strip)
                .filter(pair -> pair.toLowerCase(Locale.ROOT).startsWith("for="))
                .map(pair -> pair.substring("for=".length()).replace("\"", ""))
                .findFirst()
                .orElse("");
    }

    /** Without a port and without brackets. */
    private static String bare(String node) {
        int bracket = node.indexOf(']');
        if (node.startsWith("[") && bracket > 0) {
            return node.substring(1, bracket);
        }
        int colon = node.indexOf(':');
        return colon > 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }
}
