package portcullis.server.settings;

import java.util.List;
import java.util.Map;
import portcullis.server.settings.SettingsReader.Reading;

/** What the reader of settings makes of a file and an environment. */
final class Told {
    private Told() {}

    static Reading read(String file, Map<String, String> environment) {
        return new SettingsReader().read(new Sources(Map.of(), environment, file));
    }

    static Settings settings(String file, Map<String, String> environment) {
        return switch (read(file, environment)) {
            case Reading.Ready(Settings settings, var _) -> settings;
            case Reading.Broken(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    static List<String> problems(String file, Map<String, String> environment) {
        return switch (read(file, environment)) {
            case Reading.Ready _ -> List.of();
            case Reading.Broken(var problems) -> problems.stream().map(Problem::toString).toList();
        };
    }
}
