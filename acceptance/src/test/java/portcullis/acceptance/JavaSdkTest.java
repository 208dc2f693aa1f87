package portcullis.acceptance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import portcullis.testkit.provider.SimulatedProvider;

class JavaSdkTest extends JavaSdkContract {
    private static HouseUnderTest house;

    @BeforeAll
    static void visit() {
        house = HouseUnderTest.visit();
    }

    @AfterAll
    static void leave() {
        if (house != null) {
            house.close();
        }
    }

    @Override
    protected SimulatedProvider vendor() {
        return house.vendor();
    }

    @Override
    protected String base() {
        return house.openAi();
    }

    @Override
    protected String key() {
        return house.key();
    }

    @Override
    protected String model() {
        return "default";
    }
}
