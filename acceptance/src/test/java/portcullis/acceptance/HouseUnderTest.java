package portcullis.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.server.StartedServer;

/**
 * A server in a process of its own, with a simulated vendor behind its model {@code default}. Its
 * data lies in {@code data} of the given folder, its configuration beside it.
 */
record HouseUnderTest(StartedServer server, String key, SimulatedProvider vendor, Path folder)
        implements RunningPortcullis, AutoCloseable {
    private static final String EMPTY = "--set=library.sample=false";
    private static final String TALKATIVE = "--set=log.level=DEBUG";
    private static final String FREE = "--set=limits.default.requests=60000/min";

    static HouseUnderTest open(Path folder) {
        SimulatedProvider vendor = SimulatedProvider.start();
        StartedServer server = serve(folder, configuration(folder, vendor.base()));
        return new HouseUnderTest(server, server.key().orElseThrow(), vendor, folder);
    }

    /** Starts a server whose model {@code default} is behind a vendor of this configuration. */
    static StartedServer serve(Path folder, Path configuration) {
        return StartedServer.serve(
                data(folder),
                Map.of(),
                "--config",
                configuration.toString(),
                EMPTY,
                FREE,
                TALKATIVE);
    }

    /** Starts a server as it comes: without a vendor, it quotes the library. */
    static StartedServer alone(Path folder) {
        return StartedServer.serve(data(folder), Map.of(), EMPTY, FREE);
    }

    /** A configuration file in the folder. */
    static Path configuration(Path folder, URI vendor) {
        try {
            return Files.writeString(folder.resolve("portcullis.yaml"), text(vendor));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** A configuration whose model {@code default} is behind this address. */
    static String text(URI vendor) {
        return """
        providers:
          - { name: simulated, dialect: openai, base-url: "%s" }
        models:
          - name: default
            targets: [ { provider: simulated, model: simulated } ]
        """
                .formatted(vendor);
    }

    static Path data(Path folder) {
        return folder.resolve("data");
    }

    @Override
    public URI base() {
        return server.base();
    }

    Caller caller() {
        return new Caller(base(), key);
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            vendor.close();
        }
    }
}
