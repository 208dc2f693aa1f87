package portcullis.acceptance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import portcullis.testkit.provider.SimulatedProvider;

/** Shows that the instrument is sound: the package understands the simulated vendor itself. */
class NpmSdkOnVendorTest extends NpmSdkContract {
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
    protected NpmSdk sdk() {
        return new NpmSdk(vendor.base().toString(), "sk-any", "simulated");
    }

    @Override
    protected String listedModel() {
        return "simulated";
    }
}
