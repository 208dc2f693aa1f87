package portcullis.server.cli;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import portcullis.server.settings.Settings;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.storage.postgres.embedded.CannotStart;

/**
 * What commands work with.
 *
 * @param environment variables of the process
 */
public record Desk(Terminal terminal, Map<String, String> environment, Clock clock) {
    public Desk {
        environment = Map.copyOf(environment);
    }

    /** Runs a command that needs the configuration; a refused one is explained line by line. */
    int with(Configured configured, Map<String, String> flags, Function<Settings, Integer> work) {
        return switch (configured.read(environment, flags)) {
            case Reading.Broken(var problems) -> {
                terminal.note("The configuration is refused:");
                problems.forEach(problem -> terminal.note("  " + problem));
                yield Exits.CONFIGURATION;
            }
            case Reading.Ready(var settings, var _) -> guarded(() -> work.apply(settings));
        };
    }

    /** Says in a sentence what a person can do about a start that failed. */
    private int guarded(java.util.function.Supplier<Integer> work) {
        try {
            return work.get();
        } catch (CannotStart trouble) {
            terminal.note(sentence(trouble));
            return Exits.UNAVAILABLE;
        } catch (portcullis.server.http.Porch.AddressTaken trouble) {
            terminal.note(
                    "The address is in use or not one of this machine. Stop what listens there,"
                            + " or choose another with --port or server.port.");
            return Exits.UNAVAILABLE;
        } catch (portcullis.kernel.StoreUnavailable away) {
            terminal.note(
                    "A store cannot be opened: the database does not answer, or another process"
                            + " uses the data directory.");
            return Exits.UNAVAILABLE;
        } catch (java.io.UncheckedIOException | IllegalStateException trouble) {
            terminal.note("Cannot go on: " + sentence(trouble) + ".");
            return Exits.UNAVAILABLE;
        }
    }

    private static String sentence(RuntimeException trouble) {
        return java.util.Objects.requireNonNullElse(trouble.getMessage(), "no reason was given");
    }
}
