package portcullis.acceptance;

import java.net.URI;
import org.junit.jupiter.api.Assumptions;
import portcullis.testkit.provider.SimulatedProvider;

/**
 * A server that somebody else started, with a simulated vendor behind its model {@code default}.
 * Named by the system properties {@code portcullis.acceptance.base}, {@code
 * portcullis.acceptance.key} and {@code portcullis.acceptance.vendor-port}: the port at which the
 * server's configuration expects the vendor.
 */
record HouseUnderTest(URI base, String key, SimulatedProvider vendor)
        implements RunningPortcullis, AutoCloseable {
    private static final String PREFIX = "portcullis.acceptance.";

    /** Skips the test when no server is named. */
    static HouseUnderTest visit() {
        String base = System.getProperty(PREFIX + "base", "");
        String key = System.getProperty(PREFIX + "key", "");
        int port = Integer.getInteger(PREFIX + "vendor-port", 0);
        Assumptions.assumeTrue(
                !base.isEmpty() && !key.isEmpty() && port > 0,
                "no server named: set " + PREFIX + "base, key and vendor-port");
        return new HouseUnderTest(URI.create(base), key, SimulatedProvider.start(port));
    }

    @Override
    public void close() {
        vendor.close();
    }
}
