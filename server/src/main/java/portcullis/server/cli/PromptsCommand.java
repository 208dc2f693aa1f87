package portcullis.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import portcullis.apps.assistant.Assistant;
import portcullis.gateway.fit.Analyser;
import portcullis.gateway.fit.Analyser.Template;
import portcullis.gateway.fit.Analysis;

/** What prompt templates cost (EVA-57). */
final class PromptsCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PromptsCommand() {}

    static Object[] commands(Desk desk) {
        return new Object[] {new Analyse(desk)};
    }

    /** Reads templates and shows what they cost. */
    @Command(
            name = "analyse",
            mixinStandardHelpOptions = true,
            description =
                    "Counts the tokens of prompt templates, in all and for each section, and finds"
                            + " what is said twice, what stays the same in every prompt, and what"
                            + " could be saved. Without files: of the templates of this product.")
    static final class Analyse implements Callable<Integer> {
        private static final long LARGEST = 1 << 20;
        private static final int MOST = 10_000;
        private static final int SHOWN = 60;
        private final Desk desk;

        @Option(
                names = "--model",
                defaultValue = "gpt-4o",
                paramLabel = "MODEL",
                description =
                        "The vendor's name of the model that tokens are counted for (default:"
                                + " gpt-4o). Exact for OpenAI's; of others an upper estimate.")
        private String model = "";

        @Option(names = "--json", description = "Writes JSON.")
        private boolean json;

        @Option(names = "--shipped", description = "Adds the templates of this product.")
        private boolean shipped;

        @Parameters(
                arity = "0..*",
                paramLabel = "FILE",
                description = "Files, or folders whose text files are read.")
        private List<Path> paths = new ArrayList<>();

        Analyse(Desk desk) {
            this.desk = desk;
        }

        @Override
        public Integer call() {
            try {
                List<Template> templates = new ArrayList<>();
                for (Path file : files()) {
                    templates.add(new Template(file.toString(), text(file)));
                }
                if (shipped || paths.isEmpty()) {
                    Assistant.templates()
                            .forEach((name, text) -> templates.add(new Template(name, text)));
                }
                Analysis analysis = new Analyser(model).of(templates);
                desk.terminal().say(json ? document(analysis) : page(analysis));
                return Exits.OK;
            } catch (IOException unreadable) {
                desk.terminal()
                        .note(
                                "A file cannot be read: it is not there, larger than 1 MiB or not"
                                        + " UTF-8; or there are too many.");
                return Exits.USAGE;
            }
        }

        private List<Path> files() throws IOException {
            List<Path> files = new ArrayList<>();
            for (Path path : paths) {
                if (Files.isDirectory(path)) {
                    try (Stream<Path> inside = Files.walk(path)) {
                        inside.filter(Files::isRegularFile).limit(MOST + 1L).forEach(files::add);
                    }
                } else {
                    files.add(path);
                }
            }
            if (files.size() > MOST) {
                throw new IOException("too many files");
            }
            files.sort(Comparator.naturalOrder());
            return files;
        }

        private static String text(Path file) throws IOException {
            if (Files.size(file) > LARGEST) {
                throw new IOException("too large");
            }
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (CharacterCodingException binary) {
                throw new IOException("not UTF-8", binary);
            }
        }

        private static String page(Analysis analysis) {
            StringBuilder page = new StringBuilder("Tokens are counted with ");
            page.append(analysis.tokenizer()).append(" for ").append(analysis.model());
            page.append(".\n\ntokens\tagain\tstable\ttemplate\n");
            for (Analysis.Report report : analysis.reports()) {
                page.append(report.tokens()).append('\t').append(report.redundant()).append('\t');
                page.append(report.stable()).append('\t').append(report.name()).append('\n');
                for (Analysis.Section section : report.sections()) {
                    page.append(section.tokens()).append("\t\t\t  ").append(section.name());
                    page.append('\n');
                }
            }
            repeats(page, analysis.repeats());
            return page.append(
                            String.format(
                                    Locale.ROOT,
                                    "%nMean size: %.0f tokens, of which %.0f are said again."
                                            + " Leaving them out saves %.1f %%.",
                                    analysis.meanTokens(),
                                    analysis.meanRedundant(),
                                    analysis.saving() * 100))
                    .toString();
        }

        private static void repeats(StringBuilder page, List<Analysis.Repeat> repeats) {
            page.append(repeats.isEmpty() ? "" : "\nSaid again:\n");
            for (Analysis.Repeat repeat : repeats) {
                String text = repeat.text().replaceAll("\\s+", " ");
                page.append(repeat.tokens()).append("\t").append(where(repeat.first()));
                page.append(" and ").append(where(repeat.again())).append(": ");
                page.append(text, 0, Math.min(SHOWN, text.length()));
                page.append(text.length() > SHOWN ? "…\n" : "\n");
            }
        }

        private static String where(Analysis.Place place) {
            return place.template() + ":" + place.line();
        }

        private static String document(Analysis analysis) throws JsonProcessingException {
            ObjectNode root = JSON.valueToTree(analysis);
            root.put("meanTokens", analysis.meanTokens());
            root.put("meanRedundant", analysis.meanRedundant());
            root.put("saving", analysis.saving());
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        }
    }
}
