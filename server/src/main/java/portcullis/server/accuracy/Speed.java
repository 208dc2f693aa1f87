package portcullis.server.accuracy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Finding;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;
import portcullis.privacy.entities.Register;
import portcullis.privacy.entities.Rule;

/**
 * How fast texts are read, beside the plain loop over all reference patterns: medians of seven
 * passes over blocks of 4,096 characters, in one thread, after warming up (SCR-48).
 *
 * @param name what kind of text
 * @param characters how much of it
 * @param engine megabytes a second of all views, validation, merging, masking and the second scan
 * @param names megabytes a second with strict names too
 * @param plain megabytes a second of the plain loop, which only looks
 * @param findings findings of the engine
 * @param differences blocks in which the engine's findings are not those of the plain loop
 * @param allocated bytes allocated for each character of the input
 */
public record Speed(
        String name,
        int characters,
        double engine,
        double names,
        double plain,
        long findings,
        int differences,
        double allocated) {
    private static final int BLOCK = 4096;
    private static final int CHARACTERS = 256 * 1024;
    private static final int PASSES = 7;
    private static final int WARM_PASSES = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Inspection ENGINE = Inspection.formats();
    private static final Inspection NAMES = Inspection.strictNames(Set.of());

    /** Clinical text of the folder, or invented notes, and a dense table. */
    public static List<Speed> measure(Path folder) {
        return List.of(
                of("clinical", InventedText.clinical(folder, CHARACTERS)),
                of("dense", InventedText.dense(CHARACTERS)));
    }

    /** How many times faster than the plain loop. */
    public double ratio() {
        return engine / plain;
    }

    private static Speed of(String name, String text) {
        List<String> blocks = new ArrayList<>();
        for (int at = 0; at < text.length(); at += BLOCK) {
            blocks.add(text.substring(at, Math.min(text.length(), at + BLOCK)));
        }
        List<Rule> rules = Register.rules();
        for (int pass = 0; pass < WARM_PASSES; pass++) {
            blocks.forEach(block -> findings(ENGINE, block));
            blocks.forEach(block -> findings(NAMES, block));
        }
        double engine = median(blocks, block -> findings(ENGINE, block).size());
        double names = median(blocks, block -> findings(NAMES, block).size());
        double plain = median(blocks, block -> look(rules, block));
        return new Speed(
                name,
                text.length(),
                text.length() / engine / 1000,
                text.length() / names / 1000,
                text.length() / plain / 1000,
                blocks.stream().mapToLong(block -> findings(ENGINE, block).size()).sum(),
                differences(blocks),
                Allocation.of(() -> blocks.forEach(block -> findings(ENGINE, block)))
                        / text.length());
    }

    /** Milliseconds of the middle pass. */
    private static double median(List<String> blocks, ToLongFunction<String> work) {
        double[] passes = new double[PASSES];
        for (int pass = 0; pass < PASSES; pass++) {
            long began = System.nanoTime();
            long seen = blocks.stream().mapToLong(work).sum();
            passes[pass] = (System.nanoTime() - began) / 1e6 + (seen < 0 ? 1 : 0);
        }
        Arrays.sort(passes);
        return passes[PASSES / 2];
    }

    private static long look(List<Rule> rules, String block) {
        long seen = 0;
        for (Rule rule : rules) {
            Matcher matcher = rule.pattern().matcher(block);
            while (matcher.find()) {
                seen++;
            }
        }
        return seen;
    }

    private static int differences(List<String> blocks) {
        Inspection reference = Inspection.reference();
        return (int)
                blocks.stream()
                        .filter(
                                block ->
                                        !findings(ENGINE, block).equals(findings(reference, block)))
                        .count();
    }

    private static List<Finding> findings(Inspection inspection, String block) {
        Leaf leaf =
                new Leaf(
                        SensitiveText.of(""),
                        SensitiveText.of(block),
                        Leaf.Treatment.REWRITABLE,
                        0);
        return switch (inspection.inspect(
                new Specimen(Context.AI_INPUT, List.of(leaf)),
                Policy.PSEUDONYMISE,
                Deadline.in(PATIENCE))) {
            case Outcome.Passed<Inspected>(Inspected inspected) -> inspected.findings();
            case Outcome.Refused<Inspected> refused ->
                    throw new IllegalStateException("a block was refused: " + refused);
        };
    }
}
