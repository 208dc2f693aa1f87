package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import portcullis.acceptance.FaultCall.Got;
import portcullis.acceptance.FaultCall.Outcome;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.server.StartedServer;

/**
 * Every fault of the gateway specification's section 7, in every dialect, plain and streamed,
 * against a started server with two simulated vendors. Writes {@code target/fault-report.md}; when
 * {@code NPM_GATEWAY} names that gateway's start script, the report holds what it does, too.
 */
@Timeout(1200)
@Tag("GTW-2")
class FaultSuiteTest {
    @TempDir private static Path folder;
    private static final FaultReport REPORT = new FaultReport();
    private static SimulatedProvider primary;
    private static SimulatedProvider second;
    private static StartedServer server;
    private static Optional<NpmGateway> npm = Optional.empty();

    @BeforeAll
    static void open() throws IOException {
        primary = SimulatedProvider.start();
        second = SimulatedProvider.start();
        Path file = Files.writeString(folder.resolve("portcullis.yaml"), configuration());
        server = HouseUnderTest.serve(folder, file);
        npm = NpmGateway.start();
    }

    @AfterAll
    static void close() throws IOException {
        Files.writeString(Path.of("target", "fault-report.md"), REPORT.page(npm.isPresent()));
        npm.ifPresent(NpmGateway::close);
        if (server != null) {
            server.close();
        }
        primary.close();
        second.close();
    }

    /** Targets of their own for each call, so that a resting one does not help the next. */
    private static String configuration() throws IOException {
        StringBuilder text = new StringBuilder("providers:\n");
        String provider = "  - { name: %s, dialect: %s, base-url: \"%s\" }%n";
        text.append(provider.formatted("primary", "openai", primary.base()));
        text.append(provider.formatted("second", "openai", second.base()));
        text.append("  - { name: translated, dialect: anthropic, base-url: \"")
                .append(second.base())
                .append("\", api-key: \"file:")
                .append(Files.writeString(folder.resolve("vendor-key"), "k"))
                .append("\" }\n");
        text.append("models:\n");
        calls().forEach(call -> model(text, (Scenario) call.get()[0], (Spoken) call.get()[1]));
        return text.toString();
    }

    private static void model(StringBuilder text, Scenario scenario, Spoken form) {
        String name = name(scenario, form);
        String other = scenario.translated() ? "translated" : "second";
        text.append("  - name: ").append(name).append("\n    targets:\n");
        text.append("      - { provider: primary, model: ").append(name).append(" }\n");
        text.append("      - { provider: ").append(other).append(", model: ");
        text.append(name).append("-2 }\n");
        text.append("    timeouts: { connect: 1s, first-token: 1s, idle: 1s, total: 8s }\n");
    }

    private static String name(Scenario scenario, Spoken form) {
        return (scenario + "-" + form).toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static Stream<Arguments> calls() {
        return Arrays.stream(Scenario.values())
                .flatMap(
                        one -> Arrays.stream(Spoken.values()).map(form -> Arguments.of(one, form)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("calls")
    void everyFaultEndsAsItMust(Scenario scenario, Spoken form) {
        FaultCall call =
                new FaultCall(
                        server.base(),
                        Map.of("authorization", "Bearer " + server.key().orElseThrow()));
        Seen seen = seen(call, scenario, form);
        npm.filter(_ -> form == Spoken.CHAT || form == Spoken.CHAT_STREAMED)
                .ifPresent(
                        other -> {
                            FaultCall through = other.call(primary.base(), second.base());
                            REPORT.other(scenario, form, seen(through, scenario, form).worst());
                        });
        REPORT.ours(scenario, form, seen);
        assertThat(seen.worst().outcome()).isIn((Object[]) allowed(scenario.must()));
        assertThat(seen.worst().millis()).isLessThan(10_000);
        assertThat(seen.toPrimary()).as("no hammering").isBetween(1L, (long) scenario.most());
        if (scenario.must() == Scenario.Must.REFUSE) {
            assertThat(seen.toSecond()).as("not routed around").isZero();
        }
        accounted(scenario, seen.worst());
    }

    private static Outcome[] allowed(Scenario.Must must) {
        return switch (must) {
            case ANSWER -> new Outcome[] {Outcome.ANSWERED};
            case REFUSE -> new Outcome[] {Outcome.CLEAR_ERROR};
            case EITHER -> new Outcome[] {Outcome.ANSWERED, Outcome.CLEAR_ERROR};
        };
    }

    /** The receipt is there whatever happened; a fallback's names the fallback and its usage. */
    private static void accounted(Scenario scenario, Got got) {
        Caller caller = new Caller(server.base(), server.key().orElseThrow());
        JsonNode receipt = Receipts.only(caller, got.request());
        if (scenario == Scenario.F16) {
            assertThat(receipt.path("target").asText()).startsWith("second/").endsWith("-2");
            assertThat(receipt.path("outputTokens").asLong()).isPositive();
        }
    }

    /**
     * What happened to the calls of a scenario.
     *
     * @param worst the call that ended worst
     */
    record Seen(Got worst, long toPrimary, long toSecond) {}

    private static Seen seen(FaultCall call, Scenario scenario, Spoken form) {
        scenario.load(primary, second, form.streamed());
        long primaryBefore = primary.ledger().requests();
        long secondBefore = second.ledger().requests();
        Got worst = call.send(scenario, form, name(scenario, form));
        for (int i = 1; i < scenario.calls(); i++) {
            Got next = call.send(scenario, form, name(scenario, form));
            worst = next.outcome().compareTo(worst.outcome()) > 0 ? next : worst;
        }
        return new Seen(
                worst,
                primary.ledger().requests() - primaryBefore,
                second.ledger().requests() - secondBefore);
    }
}
