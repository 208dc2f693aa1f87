package portcullis.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import portcullis.server.desks.CoverageRow;
import portcullis.server.wiring.CoverageRegister;

/** Prints the coverage matrix; needs no server. Also known as {@code phi matrix}. */
@Command(
        name = "coverage",
        mixinStandardHelpOptions = true,
        description =
                "Prints who reads which part of what endpoints take, and what happens when a"
                        + " detector fails.")
final class CoverageCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    CoverageCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        List<CoverageRow> rows = CoverageRegister.declared();
        if (json) {
            desk.terminal().say(new String(CoverageRow.json(rows), UTF_8));
        } else {
            rows.forEach(row -> desk.terminal().say(row.line()));
            desk.terminal().say(rows.size() + " cells, none of them missing.");
        }
        return Exits.OK;
    }
}
