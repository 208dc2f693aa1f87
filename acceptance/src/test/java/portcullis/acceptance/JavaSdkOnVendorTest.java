package portcullis.acceptance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import portcullis.testkit.provider.SimulatedProvider;

/** Shows that the instrument is sound: the SDK understands the simulated vendor itself. */
class JavaSdkOnVendorTest extends JavaSdkContract {
    private static SimulatedProvider vendor;

    @BeforeAll
    static void start() {
        vendor = SimulatedProvider.start();
    }

    @AfterAll
    static void stop() {
        vendor.close();
    }

    @Override
    protected SimulatedProvider vendor() {
        return vendor;
    }

    @Override
    protected String base() {
        return vendor.base().toString();
    }

    @Override
    protected String key() {
        return "sk-any";
    }

    @Override
    protected String model() {
        return "simulated";
    }
}
