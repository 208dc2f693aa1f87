package portcullis.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import portcullis.server.settings.Problem;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.Sources;

/** The options that say where the configuration comes from; every command has them. */
final class Configured {
    private static final Path USUAL = Path.of("portcullis.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file (default: portcullis.yaml, when there is one).")
    private String file = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key; goes before every other source. May be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Data directory; the same as --set data.directory=FOLDER.")
    private String data = "";

    /** Reads everything, or says what is wrong. */
    SettingsReader.Reading read(Map<String, String> environment, Map<String, String> more) {
        Map<String, String> flags = new HashMap<>(set);
        flags.putAll(more);
        if (!data.isEmpty()) {
            flags.put("data.directory", data);
        }
        try {
            return new SettingsReader().read(new Sources(flags, environment, text()));
        } catch (IOException unreadable) {
            return new SettingsReader.Reading.Broken(
                    List.of(new Problem("--config", "the file cannot be read.")));
        }
    }

    private String text() throws IOException {
        if (!file.isEmpty()) {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8);
        }
        return Files.exists(USUAL) ? Files.readString(USUAL, StandardCharsets.UTF_8) : "";
    }
}
