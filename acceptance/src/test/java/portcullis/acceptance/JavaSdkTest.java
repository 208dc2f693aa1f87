package portcullis.acceptance;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.provider.SimulatedProvider;

class JavaSdkTest extends JavaSdkContract {
    @TempDir private static Path folder;
    private static HouseUnderTest house;

    @BeforeAll
    static void visit() {
        house = HouseUnderTest.open(folder);
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
