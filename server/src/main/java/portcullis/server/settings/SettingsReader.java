package portcullis.server.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads, merges and checks the configuration. Either everything holds, or nothing starts. */
public final class SettingsReader {

    /** What came of it. */
    public sealed interface Reading {
        /** Everything holds. */
        record Ready(Settings settings, List<Shown> shown) implements Reading {}

        /** Something does not; all of it is named. */
        record Broken(List<Problem> problems) implements Reading {}
    }

    /** One value as {@code config print} shows it: secrets masked, with its source. */
    public record Shown(String place, String value, String source) {}

    /** Reads all sources. Values of the file are never part of a problem. */
    public Reading read(Sources sources) {
        Resolver resolver = new Resolver(sources, SettingsReader::secret);
        Resolved resolved = resolver.resolve();
        if (!resolver.problems().isEmpty()) {
            return new Reading.Broken(List.copyOf(resolver.problems()));
        }
        List<Problem> problems = new ArrayList<>();
        Settings settings = new SettingsBuilder(resolved, problems).build();
        return problems.isEmpty()
                ? new Reading.Ready(settings, shown(resolved))
                : new Reading.Broken(problems);
    }

    private static List<Shown> shown(Resolved resolved) {
        return resolved.values().entrySet().stream()
                .map(
                        entry ->
                                new Shown(
                                        entry.getKey(),
                                        kind(entry.getKey()).masked(entry.getValue().value()),
                                        entry.getValue().source()))
                .toList();
    }

    private static Kind kind(String place) {
        String pattern = place.replaceAll("\\[\\d+]", "[]");
        return Keys.ALL.stream()
                .filter(key -> key.path().equals(pattern))
                .findFirst()
                .orElseThrow()
                .kind();
    }

    private static Optional<String> secret(String path) {
        try {
            return Files.readString(Path.of(path), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty());
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
