package portcullis.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.receive.Received;
import portcullis.gateway.screen.Screened;
import portcullis.governance.audit.EgressPermit;
import portcullis.governance.identify.Identified;
import portcullis.governance.limit.Admitted;
import portcullis.governance.permit.Permitted;

/**
 * Tries the locked doors: each forbidden thing is written down as a sample, and the build's own
 * compiler, checks and rules must refuse it, for the right reason.
 */
class LockedDoorsTest {
    @TempDir Path folder;

    private List<String> errors(String sample) {
        return errors(sample, Map.of());
    }

    private List<String> errors(String sample, Map<String, String> marks) {
        return new Compiler(folder).compile(sample, marks).errors();
    }

    /** Compiled samples together with everything they touch. */
    private JavaClasses compiled(String sample, Map<String, String> marks) {
        assertThat(errors(sample, marks)).isEmpty();
        return new ClassFileImporter().importPath(folder);
    }

    private static void refused(ArchRule rule, JavaClasses sample, String why) {
        assertThatThrownBy(() -> rule.check(sample))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
    }

    @Test
    void rightWayCompiles() {
        assertThat(errors("Harmless")).isEmpty();
    }

    @Test
    void journeyWithoutScreeningDoesNotCompile() {
        assertThat(errors("UnscreenedJourney"))
                .singleElement()
                .asString()
                .contains("Received cannot be converted to", "Screened");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Screened.class,
                Received.class,
                Identified.class,
                Permitted.class,
                Admitted.class,
                EgressPermit.class
            })
    void travellersCannotBeForged(Class<?> traveller) {
        Constructor<?>[] constructors = traveller.getDeclaredConstructors();
        assertThat(constructors)
                .allMatch(one -> !Modifier.isPublic(one.getModifiers()))
                .allMatch(one -> !Modifier.isProtected(one.getModifiers()));
        assertThat(Modifier.isFinal(traveller.getModifiers())).isTrue();
        Map<String, String> marks =
                Map.of("traveller", traveller.getName(), "nulls", nulls(constructors[0]));
        assertThat(errors("ForgedTraveller", marks))
                .singleElement()
                .asString()
                .containsAnyOf("is not public in", "has private access in");
    }

    private static String nulls(Constructor<?> constructor) {
        return String.join(
                ", ",
                Arrays.stream(constructor.getParameterTypes())
                        .map(type -> type.isPrimitive() ? zero(type) : "null")
                        .toList());
    }

    private static String zero(Class<?> primitive) {
        return primitive.equals(boolean.class) ? "false" : "0";
    }

    @Test
    void nullDoesNotLeaveMarkedCode() {
        assertThat(errors("NullLeaves")).singleElement().asString().contains("[NullAway]");
    }

    @Test
    void vendorIsNotCalledWithoutAnIntent() {
        assertThat(errors("NoIntent"))
                .singleElement()
                .asString()
                .contains("[NullAway]", "@NonNull");
    }

    @Test
    void promptCannotBeLogged() {
        assertThat(errors("LoggedPrompt"))
                .singleElement()
                .asString()
                .contains("String cannot be converted to", "Event");
        assertThat(errors("SensitiveLogged"))
                .singleElement()
                .asString()
                .contains("SensitiveText cannot be converted to", "Event");
    }

    @Test
    void forgottenCaseDoesNotCompile() {
        assertThat(errors("ForgottenCase"))
                .singleElement()
                .asString()
                .contains("does not cover all possible input values");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String",
                "CharSequence",
                "Object",
                "byte[]",
                "java.util.List<String>",
                "java.util.Map<portcullis.kernel.Label, String>",
                "java.util.Optional<String>",
                "portcullis.kernel.SensitiveText",
                "java.net.URI",
                "Throwable"
            })
    void eventWithRoomForTextIsRefused(String type) {
        refused(
                Rules.EVENTS_CARRY_NO_TEXT,
                compiled("TalkingEvent", Map.of("type", type)),
                "TalkingEvent carries prompt");
    }

    @Test
    void vendorIsNotCalledFromAnotherFloor() {
        JavaClasses sample = compiled("ShortCut", Map.of());

        refused(Rules.ONLY_THE_ROUTER_CALLS_A_PROVIDER, sample, "ShortCut");
        refused(Rules.FLOORS_KNOW_ONLY_THE_FLOORS_BELOW, sample, "ShortCut");
    }

    @Test
    void roomDoesNotCallRoom() {
        refused(Rules.ROOMS_DO_NOT_CALL_ROOMS, compiled("RoomCallsRoom", Map.of()), "Permitter");
    }

    @Test
    void auditDoesNotReadText() {
        refused(
                Rules.TEXT_IS_READ_WHERE_IT_IS_WORKED_ON,
                compiled("CuriousAuditor", Map.of()),
                "CuriousAuditor");
    }

    @Test
    void throwingJustAnythingIsRefused() {
        refused(
                Rules.NOBODY_THROWS_JUST_ANYTHING,
                compiled("Shouting", Map.of("shout", "")),
                "shout");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "System.out.println(prompt);",
                "System.err.print(prompt);",
                "java.util.logging.Logger.getLogger(\"x\").info(prompt);",
                "System.getLogger(\"x\").log(System.Logger.Level.INFO, prompt);",
                "org.slf4j.LoggerFactory.getLogger(\"x\").info(prompt);",
                "new IllegalStateException(prompt).printStackTrace();",
                "java.time.Instant.now();",
                "Thread.sl" + "eep(1);",
                "java.net.http.HttpClient.newHttpClient();",
                "new ThreadLocal<String>();"
            })
    void forbiddenCallIsFoundByTheBuild(String call) throws IOException {
        assertThat(new ForbiddenCalls().found(shouting(call)))
                .anyMatch(said -> said.contains("Shouting"));
    }

    @Test
    void harmlessCallIsNotFound() throws IOException {
        assertThat(new ForbiddenCalls().found(shouting("prompt.length();"))).isEmpty();
    }

    /** Compiled without Error Prone, which would refuse some of these before the check could. */
    private Path shouting(String call) throws IOException {
        new Compiler(folder).compilePlainly("Shouting", Map.of("shout", call));
        Path file = folder.resolve("portcullis/gateway/Shouting.class");
        assertThat(Files.size(file)).isPositive();
        return file;
    }

    @Test
    void buildItselfUsesTheseChecks() {
        assertThat(Pom.signatureFiles()).singleElement().asString().endsWith("forbidden-apis.txt");
        assertThat(Pom.bundledSignatures())
                .contains("jdk-system-out", "jdk-unsafe", "jdk-deprecated", "jdk-internal");
        assertThat(String.join(" ", Pom.compilerArguments()))
                .contains("-Xplugin:ErrorProne", "-Xep:NullAway:ERROR", "OnlyNullMarked=true");
        assertThat(Collections.frequency(Pom.modules(), "house-rules")).isEqualTo(1);
    }
}
