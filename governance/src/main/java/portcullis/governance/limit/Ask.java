package portcullis.governance.limit;

import java.util.List;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;

/**
 * What one request wants of the limits.
 *
 * @param policies by name; all of them must admit
 * @param demand tokens at worst
 * @param bytes of the body
 * @param from where it comes from
 */
public record Ask(RequestId call, List<Label> policies, Demand demand, long bytes, Origin from) {

    /**
     * Where a request comes from.
     *
     * @param address of the network
     * @param endpoint the route's pattern
     */
    public record Origin(String address, String endpoint) {}

    public Ask {
        policies = List.copyOf(policies);
    }
}
