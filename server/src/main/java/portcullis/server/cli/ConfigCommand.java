package portcullis.server.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import portcullis.server.settings.ReferencePage;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;

/** The configuration, looked at without starting anything. */
final class ConfigCommand {
    private ConfigCommand() {}

    static Object[] commands(Desk desk) {
        return new Object[] {new Check(desk), new Print(desk), new Reference(desk)};
    }

    /** Says whether the server would start with it. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Checks the configuration; exit code 78 when it is refused.")
    static final class Check implements Callable<Integer> {
        private final Desk desk;

        @Mixin private Configured configured = new Configured();

        Check(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            return desk.with(
                    configured,
                    Map.of(),
                    settings -> {
                        settings.notices().forEach(desk.terminal()::note);
                        desk.terminal().say("The configuration is valid.");
                        return Exits.OK;
                    });
        }
    }

    /** Shows every value, who gave it, and no secret. */
    @Command(
            name = "print",
            mixinStandardHelpOptions = true,
            description = "Prints the effective values and their sources, secrets masked.")
    static final class Print implements Callable<Integer> {
        private final Desk desk;

        @Mixin private Configured configured = new Configured();

        Print(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            if (configured.read(desk.environment(), Map.of()) instanceof Reading.Ready ready) {
                ready.shown().forEach(this::line);
            }
            return desk.with(configured, Map.of(), _ -> Exits.OK);
        }

        private void line(SettingsReader.Shown shown) {
            String value = shown.value().isEmpty() ? "none" : shown.value();
            desk.terminal().say(shown.place() + ": " + value + "  # " + shown.source());
        }
    }

    /** Writes the reference page. */
    @Command(
            name = "reference",
            mixinStandardHelpOptions = true,
            description = "Prints the reference page of all keys as Markdown.")
    static final class Reference implements Callable<Integer> {
        private final Desk desk;

        Reference(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            desk.terminal().say(ReferencePage.markdown().stripTrailing());
            return Exits.OK;
        }
    }
}
