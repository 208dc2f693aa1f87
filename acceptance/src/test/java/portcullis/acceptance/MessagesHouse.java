package portcullis.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import portcullis.testkit.provider.SimulatedProvider;
import portcullis.testkit.server.StartedServer;

/**
 * A server whose model {@code claude} is behind a vendor that speaks Anthropic's API, and whose
 * model {@code default} is behind one that speaks OpenAI's. Both are the same simulated vendor.
 */
final class MessagesHouse {
    private static final String TEXT =
            """
            providers:
              - { name: chatty, dialect: openai, base-url: "VENDOR" }
              - { name: other, dialect: anthropic, base-url: "VENDOR", api-key: "file:KEY" }
            models:
              - name: default
                targets: [ { provider: chatty, model: simulated } ]
              - name: claude
                targets: [ { provider: other, model: claude-x } ]
            """;

    private MessagesHouse() {}

    static HouseUnderTest open(Path folder) {
        SimulatedProvider vendor = SimulatedProvider.start();
        try {
            Path key = Files.writeString(folder.resolve("vendor.key"), "sk-test");
            String text =
                    TEXT.replace("VENDOR", vendor.base().toString())
                            .replace("KEY", key.toAbsolutePath().toString());
            Path file = Files.writeString(folder.resolve("portcullis.yaml"), text);
            StartedServer server = HouseUnderTest.serve(folder, file);
            return new HouseUnderTest(server, server.key().orElseThrow(), vendor, folder);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
