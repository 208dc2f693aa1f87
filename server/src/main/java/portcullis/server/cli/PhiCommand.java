package portcullis.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.privacy.Context;
import portcullis.privacy.Finding;
import portcullis.privacy.Inspection;
import portcullis.privacy.RiskLevel;
import portcullis.server.accuracy.EntitiesPage;

/** Looks for protected information in files, without a server. */
final class PhiCommand {
    private PhiCommand() {}

    static Object[] commands(Desk desk) {
        return new Object[] {new Scan(desk), new Entities(desk)};
    }

    /** Writes the reference page. */
    @Command(
            name = "entities",
            mixinStandardHelpOptions = true,
            description = "Prints every format rule as Markdown: scores, needs, checks, words.")
    static final class Entities implements Callable<Integer> {
        private final Desk desk;

        Entities(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            desk.terminal().say(EntitiesPage.markdown().stripTrailing());
            return Exits.OK;
        }
    }

    /** Says where protected information stands in texts, and shows none of it. */
    @Command(
            name = "scan",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:Nothing was found.",
                "1:Something was found.",
                "2:A text could not be read or scanned, or the command line is wrong."
            },
            description = {
                "Says where protected information stands in UTF-8 texts of at most 4 MiB: offsets"
                        + " in UTF-16 units, types, score, band, rule, view. Never shows the"
                        + " information itself."
            })
    static final class Scan implements Callable<Integer> {
        private final Desk desk;
        private int worst;

        @Parameters(
                paramLabel = "FILE",
                arity = "1..*",
                description = "Text files; - is standard input.")
        private List<String> files = List.of();

        @Option(names = "--json", description = "One JSON object a file instead of a table.")
        private boolean json;

        @Option(
                names = "--jsonl",
                description =
                        "The files hold one JSON object a line with a field text and perhaps id;"
                                + " the result is one JSON object a line.")
        private boolean lines;

        @Option(
                names = "--context",
                defaultValue = "ai_input",
                paramLabel = "WHERE",
                description = "ai_input (default), ai_output, upload, export or log.")
        private String context = "";

        @Option(
                names = "--strict-names",
                defaultValue = "on",
                paramLabel = "on|off",
                description =
                        "Whether every capitalised word that is not known as ordinary counts as a"
                                + " name in ai_input and export, as in the server's default (on).")
        private String strict = "";

        Scan(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            Optional<Context> where =
                    Stream.of(Context.values())
                            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(context))
                            .findFirst();
            if (where.isEmpty() || !strict.matches("on|off")) {
                desk.terminal()
                        .note(
                                "A context is ai_input, ai_output, upload, export or log; strict"
                                        + " names are on or off.");
                return Exits.USAGE;
            }
            TextScan scan = new TextScan(inspection(), where.get());
            files.forEach(file -> read(file, scan));
            return worst;
        }

        private Inspection inspection() {
            return strict.equals("on") ? Inspection.strictNames(Set.of()) : Inspection.firstWidth();
        }

        private void read(String file, TextScan scan) {
            try {
                if (lines) {
                    int exit = new LineScan(desk.terminal(), scan).read(TextFile.open(file));
                    worst = Math.max(worst, exit);
                } else {
                    show(file, TextFile.read(file), scan);
                }
            } catch (TextFile.Unreadable unreadable) {
                failed(file, unreadable.reason());
            } catch (IOException broken) {
                failed(file, "cannot be read");
            }
        }

        private void failed(String file, String reason) {
            desk.terminal().note(file + " " + reason + ".");
            worst = Exits.USAGE;
        }

        private void show(String file, String text, TextScan scan) {
            switch (scan.read(text)) {
                case Outcome.Refused<List<Finding>>(Refusal refusal) ->
                        failed(file, "was not scanned: " + refusal.code());
                case Outcome.Passed<List<Finding>>(List<Finding> findings) ->
                        show(file, text.length(), findings);
            }
        }

        private void show(String file, int characters, List<Finding> findings) {
            worst = Math.max(worst, findings.isEmpty() ? Exits.OK : Exits.FAILED);
            if (json) {
                desk.terminal()
                        .say(
                                ShownFindings.json(
                                                ShownFindings.object()
                                                        .put("file", file)
                                                        .put("context", context)
                                                        .put("characters", characters),
                                                findings)
                                        .toString());
                return;
            }
            String risk = RiskLevel.of(findings).name().toLowerCase(Locale.ROOT);
            desk.terminal()
                    .say(
                            String.join(
                                    "",
                                    file + ": " + findings.size() + " findings in " + characters,
                                    " characters, risk " + risk));
            ShownFindings.table(findings).forEach(desk.terminal()::say);
        }
    }
}
