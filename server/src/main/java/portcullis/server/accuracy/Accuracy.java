package portcullis.server.accuracy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;

/**
 * How well identifiers are found over labelled sets: recall with bounds, false alarms, disguises.
 *
 * @param values single values: figures per set and origin type
 * @param running labelled running text: figures per kind
 * @param disguises values in disguise, by the disguise's name
 * @param alarms findings in unlabelled clinical text
 * @param refused texts that were refused instead of read
 */
public record Accuracy(
        Map<String, Map<String, ValueFigures>> values,
        Map<EntityType, TextFigures> running,
        Map<String, Tally> disguises,
        Alarms alarms,
        int refused) {
    private static final List<String> SINGLE =
            List.of("presidio_unit", "phileas_unit", "noren", "defenseclaw_detectors");

    /** Invented values of a type: enough to show 0.99 with three misses. */
    private static final int EACH = 800;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Sets that a folder may hold, each a file of lines of JSON. */
    public static final Set<String> SETS =
            Set.of(
                    "presidio_unit",
                    "phileas_unit",
                    "noren",
                    "defenseclaw_detectors",
                    "research_templates",
                    "evasion_basic",
                    "clinical_unlabelled");

    /** Reads every set the folder holds with the inspection that the server uses. */
    public static Accuracy measure(Path folder, Inspection inspection) {
        Reader reader = new Reader(folder, inspection);
        Map<String, Map<String, ValueFigures>> values = new LinkedHashMap<>();
        SINGLE.forEach(name -> values.put(name, ValueFigures.of(reader.read(name))));
        values.put("invented", ValueFigures.of(reader.examine(Invented.rows(Invented.SEED, EACH))));
        return new Accuracy(
                values,
                TextFigures.of(reader.read("research_templates")),
                disguises(reader.read("evasion_basic")),
                Alarms.of(reader.read("clinical_unlabelled")),
                reader.refused);
    }

    private static Map<String, Tally> disguises(List<Examined> all) {
        Map<String, Tally> tallies = new TreeMap<>();
        for (Examined one : all) {
            for (LabelledRow.Label label : one.row().spans()) {
                OriginTypes.kind(label.type())
                        .map(kind -> one.tally(label, kind))
                        .ifPresent(
                                tally -> tallies.merge(one.row().disguise(), tally, Tally::plus));
            }
        }
        return tallies;
    }

    /** Runs the inspection over sets. */
    private static final class Reader {
        private final Path folder;
        private final Inspection inspection;
        private int refused;

        Reader(Path folder, Inspection inspection) {
            this.folder = folder;
            this.inspection = inspection;
        }

        List<Examined> read(String name) {
            return examine(LabelledSet.read(folder, name));
        }

        List<Examined> examine(List<LabelledRow> rows) {
            List<Examined> all = new ArrayList<>();
            rows.forEach(row -> all.add(examine(row)));
            return all;
        }

        private Examined examine(LabelledRow row) {
            Leaf leaf =
                    new Leaf(
                            SensitiveText.of(""),
                            SensitiveText.of(row.text()),
                            Leaf.Treatment.REWRITABLE,
                            0);
            Specimen specimen = new Specimen(Context.AI_INPUT, List.of(leaf));
            return switch (inspection.inspect(
                    specimen, Policy.PSEUDONYMISE, Deadline.in(PATIENCE))) {
                case Outcome.Passed<Inspected>(Inspected inspected) ->
                        new Examined(row, inspected.findings());
                case Outcome.Refused<Inspected> _ -> {
                    refused++;
                    yield new Examined(row, List.of());
                }
            };
        }
    }
}
