package portcullis.server.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** All commands. */
public final class CommandTree {
    private CommandTree() {}

    /** A command that only holds others: alone it explains itself and fails. */
    @Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
    private static final class Group implements Runnable {
        @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            throw new CommandLine.ParameterException(spec.commandLine(), "A command is needed.");
        }
    }

    public static CommandLine of(Desk desk) {
        CommandLine root = group("portcullis", "A self-hosted, fail-closed AI server.");
        root.getCommandSpec().version("portcullis 0.1.0");
        root.addSubcommand(new ServeCommand(desk));
        root.addSubcommand(
                group(
                        "key",
                        "Creates, lists and revokes API keys, beside a running server or without.",
                        KeyCommand.commands(desk)));
        root.addSubcommand(
                group(
                        "config",
                        "Checks, prints or documents the configuration.",
                        ConfigCommand.commands(desk)));
        root.addSubcommand(group("audit", "Checks the audit chains.", AuditCommand.commands(desk)));
        root.addSubcommand(
                group(
                        "cache",
                        "Fills and shows the remembered answers of a running server.",
                        CacheCommand.commands(desk)));
        root.addSubcommand(
                group("prompts", "Shows what prompts cost.", PromptsCommand.commands(desk)));
        CommandLine phi =
                group(
                        "phi",
                        "Looks for protected information in files, and shows how it is handled.",
                        PhiCommand.commands(desk));
        phi.addSubcommand("matrix", new CoverageCommand(desk));
        root.addSubcommand(phi);
        root.addSubcommand(
                group(
                        "eval",
                        "Measures the built-in rules on labelled texts.",
                        EvalCommand.commands(desk)));
        root.addSubcommand(new HealthCommand(desk));
        root.addSubcommand(new CoverageCommand(desk));
        return root;
    }

    private static CommandLine group(String name, String description, Object... commands) {
        CommandLine group = new CommandLine(new Group());
        group.getCommandSpec().name(name).usageMessage().description(description);
        for (Object command : commands) {
            group.addSubcommand(command);
        }
        return group;
    }
}
