package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.provider.SimulatedProvider;

class NpmSdkTest extends NpmSdkContract {
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
    protected NpmSdk sdk() {
        return new NpmSdk(house.openAi(), house.key(), "default");
    }

    @Override
    protected String listedModel() {
        return "default";
    }

    @Test
    void wrongKeyIsAnAuthenticationError() throws Exception {
        JsonNode seen = sdk().run("refused", "hello");
        assertThat(seen.path("authentication").asBoolean()).isTrue();
        assertThat(seen.path("status").asInt()).isEqualTo(401);
    }
}
