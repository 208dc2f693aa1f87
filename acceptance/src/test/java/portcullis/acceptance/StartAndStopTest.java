package portcullis.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.kernel.SpeaksToThePerson;
import portcullis.testkit.server.StartedServer;

/** The server comes up from nothing, goes without a trace, and survives being killed. */
@Timeout(240)
class StartAndStopTest {
    private static final String NOTE = "# Metformin\n\nThe usual daily dose is 2000 mg.\n";

    @TempDir private Path folder;

    @Test
    @Tag("OPS-70")
    void firstStartPrintsAddressAndKeyAndTheEndLeavesNoProcess() {
        List<ProcessHandle> family;
        long began = System.nanoTime();
        try (StartedServer server = serve()) {
            report("first start", began);
            String key = server.key().orElseThrow();
            assertThat(server.output()).contains("listens on " + server.base(), key);
            assertThat(server.errors()).doesNotContain(key);
            Caller caller = new Caller(server.base(), key);
            assertThat(caller.get("/health/ready").status()).isEqualTo(200);
            family = family(server);
            assertThat(family).as("the server and its database").hasSizeGreaterThan(1);
            began = System.nanoTime();
            server.terminate();
            server.awaitEnd();
            report("end", began);
            assertThat(server.errors()).contains("\"event\":\"house_closed\"");
        }
        family.forEach(StartAndStopTest::awaitEnd);
        assertThat(naming(folder)).isEmpty();
    }

    @Test
    @Tag("OPS-49")
    void killedServerComesBackWithEverythingItHad() {
        List<ProcessHandle> firstLife;
        String key;
        String document;
        try (StartedServer server = serve()) {
            key = server.key().orElseThrow();
            Caller caller = new Caller(server.base(), key);
            document = caller.shelve("metformin.md", "text/markdown", NOTE.getBytes(UTF_8));
            firstLife = family(server);
            server.kill();
        }
        long began = System.nanoTime();
        try (StartedServer again = serve()) {
            report("start after kill -9", began);
            firstLife.forEach(StartAndStopTest::awaitEnd);
            assertThat(again.key()).isEmpty();
            Caller caller = new Caller(again.base(), key);
            assertThat(caller.get("/health/ready").status()).isEqualTo(200);
            String page = "/api/v1/docs/" + document + "/versions/1/pages/1";
            assertThat(caller.get(page).well().json().path("text").asText()).contains("2000 mg");
            assertThat(caller.ask("What is the usual daily dose?").well().text())
                    .contains("2000 mg", document);
            assertThat(caller.audit()).contains("DOCUMENT_UPLOAD");
        }
        StartedServer.Ran audit =
                StartedServer.run(
                        Map.of(), "audit", "verify", "--data", folder.resolve("data").toString());
        assertThat(audit.out() + audit.err()).contains("default: sound");
        assertThat(naming(folder)).isEmpty();
    }

    private StartedServer serve() {
        return HouseUnderTest.alone(folder);
    }

    /** The server and every process that it started. */
    private static List<ProcessHandle> family(StartedServer server) {
        ProcessHandle head = ProcessHandle.of(server.pid()).orElseThrow();
        return Stream.concat(Stream.of(head), head.descendants()).toList();
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException alive) {
            throw new AssertionError("still there: " + process.info(), alive);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** Processes of this machine whose command line names the folder. */
    private static List<ProcessHandle> naming(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(
                        process ->
                                process.info().commandLine().orElse("").contains(folder.toString()))
                .toList();
    }

    @SpeaksToThePerson
    private static void report(String what, long began) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.println(what + ": " + millis + " ms");
        assertThat(millis).as(what).isLessThan(60_000);
    }
}
