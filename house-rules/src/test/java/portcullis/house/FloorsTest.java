package portcullis.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The map of the house holds: who may know whom, and who may know which library. */
class FloorsTest {
    private static final JavaClasses HOUSE = House.classes();

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("floors", Rules.FLOORS_KNOW_ONLY_THE_FLOORS_BELOW),
                Arguments.of("kernel", Rules.KERNEL_SPEAKS_PLAIN_JAVA),
                Arguments.of("rooms", Rules.ROOMS_DO_NOT_CALL_ROOMS),
                Arguments.of("doors", Rules.DOORS_ARE_USED),
                Arguments.of("providers", Rules.ONLY_THE_ROUTER_CALLS_A_PROVIDER),
                Arguments.of("events", Rules.EVENTS_CARRY_NO_TEXT),
                Arguments.of("text", Rules.TEXT_IS_READ_WHERE_IT_IS_WORKED_ON),
                Arguments.of("throws", Rules.NOBODY_THROWS_JUST_ANYTHING),
                Arguments.of("names", Rules.NAMES_SAY_WHAT_A_THING_IS),
                Arguments.of("statics", Rules.NO_STATIC_STATE),
                Arguments.of("setters", Rules.RECORDS_HAVE_NO_SETTERS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void ruleHolds(String name, ArchRule rule) {
        rule.check(HOUSE);
    }

    static Stream<Arguments> libraries() {
        return Stream.of(
                only("HTTP server", "io.vertx.ext.web..", at("portcullis.server.http..")),
                only(
                        "Vert.x",
                        "io.vertx..",
                        at(
                                "portcullis.server..",
                                "portcullis.providers..",
                                "portcullis.storage.redis..")),
                only("Redis", "io.vertx.redis..", at("portcullis.storage.redis..")),
                only("SQL", "java.sql..", at("portcullis.storage.postgres..")),
                only("SQL pools", "javax.sql..", at("portcullis.storage.postgres..")),
                only("Jdbi", "org.jdbi..", at("portcullis.storage.postgres..")),
                only("PostgreSQL", "org.postgresql..", at("portcullis.storage.postgres..")),
                only("HikariCP", "com.zaxxer..", at("portcullis.storage.postgres..")),
                only("Flyway", "org.flywaydb..", at("portcullis.storage.postgres..")),
                only("Lucene", "org.apache.lucene..", at("portcullis.storage.lucene..")),
                only("models", "dev.langchain4j..", at("portcullis.storage.onnx..")),
                only("ONNX", "ai.onnxruntime..", at("portcullis.storage.onnx..")),
                only("PDF", "org.apache.pdfbox..", at("portcullis.parser..")),
                only("HTML", "org.jsoup..", at("portcullis.parser..")),
                only("Markdown", "org.commonmark..", at("portcullis.parser..")),
                only("operators' patterns", "com.google.re2j..", at("portcullis.privacy..")),
                only("command line", "picocli..", at("portcullis.server..")),
                only("metrics", "io.micrometer..", at("portcullis.server.signals..")),
                only("vendors' SDKs", "com.openai..", at("portcullis.acceptance..")));
    }

    private static String[] at(String... homes) {
        return homes;
    }

    private static Arguments only(String name, String library, String[] homes) {
        return Arguments.of(name, library, homes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void libraryHasOneHome(String name, String library, String[] homes) {
        Rules.onlyIn(homes, library).check(HOUSE);
    }

    @Test
    void everyFloorOfTheMapIsThere() {
        Set<String> seen =
                HOUSE.stream()
                        .flatMap(type -> House.floorOf(type).stream())
                        .collect(Collectors.toSet());

        assertThat(seen).isEqualTo(House.FLOORS.keySet());
    }

    @Test
    void everyFloorWithRoomsHasDoers() {
        for (String floor : House.FLOORS_WITH_ROOMS) {
            assertThat(
                            HOUSE.stream()
                                    .filter(type -> inRoomOf(type, floor))
                                    .anyMatch(Conditions::isDoer))
                    .as(floor)
                    .isTrue();
        }
    }

    private static boolean inRoomOf(JavaClass type, String floor) {
        return House.roomOf(type).filter(room -> room.startsWith(floor + ".")).isPresent();
    }
}
