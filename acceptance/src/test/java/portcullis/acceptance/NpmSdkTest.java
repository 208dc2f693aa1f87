package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import portcullis.testkit.provider.SimulatedProvider;

class NpmSdkTest extends NpmSdkContract {
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
