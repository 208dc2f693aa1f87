package portcullis.privacy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.Finder;
import portcullis.privacy.find.FormatDetector;
import portcullis.privacy.find.Found;
import portcullis.privacy.find.OutOfTime;
import portcullis.privacy.find.ReferenceDetector;
import portcullis.privacy.find.Span;
import portcullis.privacy.judge.Judge;
import portcullis.privacy.judge.Judged;
import portcullis.privacy.mask.Masked;
import portcullis.privacy.mask.Masker;
import portcullis.privacy.names.ModelBacked;
import portcullis.privacy.names.ModelBacked.Fallback;
import portcullis.privacy.names.NameDetector;
import portcullis.privacy.names.NameDetectors;
import portcullis.privacy.names.SubjectDetector;
import portcullis.privacy.release.Releasing;
import portcullis.privacy.unfold.Unfolded;
import portcullis.privacy.unfold.Unfolder;

/**
 * Reads every leaf of a request or document and gives one verdict: masked texts or a refusal. The
 * journey is unfold, find, judge, mask, and the same again over the masked texts. Immutable, for
 * any number of threads; the built-in detector never waits, so small texts may be inspected on an
 * event loop.
 */
public final class Inspection {
    /** Most text one inspection reads, in UTF-16 units (SCR-9). */
    public static final int MOST_CHARACTERS = 4 * 1024 * 1024;

    /** Most leaves one inspection reads (SCR-9). */
    public static final int MOST_LEAVES = 100_000;

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration LONGEST_DOCUMENT = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int ROUNDS = 3;

    /** For the 256 characters of a window, which take some microseconds. */
    private static final Duration WINDOW = Duration.ofMillis(100);

    private static final Duration SECOND_WINDOW = Duration.ofSeconds(1);

    private static final SensitiveText NO_KEY = SensitiveText.of("");

    private final Unfolder unfolder = new Unfolder();
    private final Finder finder;
    private final Finder strict;
    private final Detectors detectors;
    private final long rules;
    private final Judge judge = new Judge();
    private final Masker masker = new Masker();

    /** All detectors must answer; one that throws or stalls refuses the whole specimen. */
    public Inspection(List<Detector> detectors) {
        this(detectors, detectors);
    }

    /**
     * With other detectors for what goes outside.
     *
     * @param detectors for answers, uploads and logs
     * @param strict for what is sent to a model or exported (SCR-26)
     */
    public Inspection(List<Detector> detectors, List<Detector> strict) {
        if (detectors.isEmpty() || strict.isEmpty()) {
            throw new IllegalArgumentException("an inspection needs at least one detector");
        }
        this.finder = new Finder(detectors);
        this.strict = new Finder(strict);
        this.detectors = new Detectors(detectors, strict);
        this.rules = RulePack.hash(both(detectors, strict));
    }

    /** What it was made of. */
    private record Detectors(List<Detector> usual, List<Detector> strict) {}

    /** The same with further detectors, which only add. */
    public Inspection with(List<Detector> more) {
        return more.isEmpty()
                ? this
                : new Inspection(both(detectors.usual(), more), both(detectors.strict(), more));
    }

    private static List<Detector> both(List<Detector> some, List<Detector> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** The built-in detectors: formats, and names that something speaks for; no model. */
    public static Inspection firstWidth() {
        return names(Set.of());
    }

    /**
     * The same.
     *
     * @param words of the operator, which are no names; in any case
     */
    public static Inspection names(Set<String> words) {
        NameDetectors names = NameDetector.with(words);
        return new Inspection(List.of(new FormatDetector(), names.normal()));
    }

    /**
     * The built-in detectors, with strict names for what goes to a model or is exported.
     *
     * @param words of the operator, which are no names; in any case
     */
    public static Inspection strictNames(Set<String> words) {
        NameDetectors names = NameDetector.with(words);
        FormatDetector formats = new FormatDetector();
        return new Inspection(List.of(formats, names.normal()), List.of(formats, names.strict()));
    }

    /** Formats alone, without names. */
    public static Inspection formats() {
        return new Inspection(List.of(new FormatDetector()));
    }

    /**
     * Formats alone, without anchors and gates: every pattern is looked for everywhere. Slow; tests
     * and benchmarks measure the other by it (SCR-13).
     */
    public static Inspection reference() {
        return new Inspection(List.of(new ReferenceDetector()));
    }

    /**
     * The built-in detectors and a model of names, everywhere.
     *
     * @param words of the operator, which are no names; in any case
     * @param model only adds names; may fail
     */
    public static Inspection withModel(Set<String> words, Detector model, Fallback fallback) {
        NameDetectors names = NameDetector.with(words);
        return new Inspection(
                List.of(new FormatDetector(), new ModelBacked(model, names, fallback)));
    }

    /**
     * One verdict about all leaves. Never throws for input, and never answers with half a scan.
     *
     * <p>Refuses with PHI_BLOCKED (also for what may not be rewritten), SCAN_TOO_LARGE,
     * SCAN_TIMEOUT (the deadline, at most 2 s or 30 s for a document, or an interrupt) and
     * SCAN_FAILED (any failure of a detector) and SCAN_LEAKY (what was masked still holds
     * something, SCR-17).
     *
     * @param policy what the caller asks for; the context may make it stricter
     */
    public Outcome<Inspected> inspect(Specimen specimen, Policy policy, Deadline deadline) {
        return complete(
                specimen, deadline, Judge.effective(specimen.context(), policy), judged -> judged);
    }

    /**
     * What is found in all leaves, and their texts redacted, whatever the context would say of
     * them: for those who only tell what is there. Opens no door. Refuses as {@link #inspect} does,
     * but blocks nothing.
     */
    public Outcome<Inspected> read(Specimen specimen, Deadline deadline) {
        return complete(specimen, deadline, Policy.REDACT, Judged::unblocked);
    }

    private Outcome<Inspected> complete(
            Specimen specimen, Deadline deadline, Policy policy, UnaryOperator<Judged> stance) {
        if (tooLarge(specimen)) {
            return Outcome.refused(
                    Refusal.of(RefusalCode.SCAN_TOO_LARGE).withLimit(MOST_CHARACTERS));
        }
        boolean document = specimen.context() == Context.UPLOAD;
        Deadline own = deadline.noLaterThan(document ? LONGEST_DOCUMENT : LONGEST);
        try {
            return scan(specimen, policy, stance, own);
        } catch (OutOfTime late) {
            return incomplete(RefusalCode.SCAN_TIMEOUT);
        } catch (RuntimeException
                | StackOverflowError
                | OutOfMemoryError
                | AssertionError
                | LinkageError broken) {
            // The cause may hold text, so it goes no further than this line (SCR-60).
            return incomplete(own.passed() ? RefusalCode.SCAN_TIMEOUT : RefusalCode.SCAN_FAILED);
        }
    }

    private static Outcome<Inspected> incomplete(RefusalCode code) {
        return Outcome.refused(Refusal.of(code).after(RETRY));
    }

    private static boolean tooLarge(Specimen specimen) {
        long characters = 0;
        for (Leaf leaf : specimen.leaves()) {
            characters += leaf.text().length() + (long) leaf.key().length();
        }
        return characters > MOST_CHARACTERS || specimen.leaves().size() > MOST_LEAVES;
    }

    private Outcome<Inspected> scan(
            Specimen specimen, Policy policy, UnaryOperator<Judged> stance, Deadline deadline) {
        long began = deadline.ticker().getAsLong();
        Unfolded unfolded = unfold(specimen, deadline);
        Finder finder = finder(specimen);
        Found found = finder.find(unfolded, deadline);
        Judged judged = stance.apply(judge.judge(specimen, found, policy));
        Masked masked = masker.mask(specimen, judged.masked(), policy);
        for (int round = 0; judged.verdict() == Judged.Verdict.MASK; round++) {
            Rescan rescan = new Rescan(specimen, masked);
            Found again = finder.find(unfold(rescan.specimen(), deadline), deadline);
            if (judge.judge(rescan.specimen(), again, policy).masked().isEmpty()) {
                break;
            }
            if (round == ROUNDS) {
                return incomplete(RefusalCode.SCAN_LEAKY);
            }
            found = join(found, rescan.inSource(again));
            judged = stance.apply(judge.judge(specimen, found, policy));
            masked = masker.mask(specimen, judged.masked(), policy);
        }
        if (judged.verdict() == Judged.Verdict.BLOCK) {
            return Outcome.refused(RefusalCode.PHI_BLOCKED);
        }
        List<Finding> findings = findings(judged);
        Counts counts =
                new Counts(specimen, unfolded, policy, rules)
                        .verdict(judged.verdict(), findings)
                        .took(deadline.ticker().getAsLong() - began);
        return Outcome.passed(
                new Inspected(
                        masked.texts(), findings, new Mapping(masked.values()), counts.done()));
    }

    private Finder finder(Specimen specimen) {
        Finder usual =
                switch (specimen.context()) {
                    case AI_INPUT, EXPORT -> strict;
                    case AI_OUTPUT, UPLOAD, LOG -> finder;
                };
        Subject subject = specimen.subject();
        return subject.isUnknown() ? usual : usual.and(new SubjectDetector(subject));
    }

    /** Reads one text of an answer while it comes. What cannot be read throws {@link Unread}. */
    public Releasing releasing(Releasing.Form form) {
        return new Releasing(this::sighted, form);
    }

    /** What stands in a window of an answer: everything that the output's policy masks. */
    private List<Finding> sighted(String window) {
        try {
            return sighted(window, Deadline.in(WINDOW));
        } catch (OutOfTime late) {
            return sightedAgain(window);
        }
    }

    /**
     * A starved thread may lose time without having worked, so it gets more of it once (D-0010).
     */
    private List<Finding> sightedAgain(String window) {
        try {
            return sighted(window, Deadline.in(SECOND_WINDOW));
        } catch (OutOfTime late) {
            throw new Unread(RefusalCode.SCAN_TIMEOUT);
        }
    }

    private List<Finding> sighted(String window, Deadline deadline) {
        Leaf leaf = new Leaf(NO_KEY, SensitiveText.of(window), Leaf.Treatment.REWRITABLE, 0);
        Specimen specimen = new Specimen(Context.AI_OUTPUT, List.of(leaf));
        try {
            Found found = finder.find(unfold(specimen, deadline), deadline);
            return findings(judge.judge(specimen, found, Policy.REDACT));
        } catch (OutOfTime late) {
            throw late;
        } catch (RuntimeException
                | StackOverflowError
                | OutOfMemoryError
                | AssertionError
                | LinkageError broken) {
            // The cause may hold text, so it goes no further than this line (SCR-60).
            throw new Unread(RefusalCode.SCAN_FAILED);
        }
    }

    private Unfolded unfold(Specimen specimen, Deadline deadline) {
        Unfolded unfolded = unfolder.unfold(specimen);
        if (deadline.passed()) {
            throw new OutOfTime();
        }
        return unfolded;
    }

    private static Found join(Found found, List<Span> more) {
        List<Span> spans = new ArrayList<>(found.spans());
        spans.addAll(more);
        return new Found(spans);
    }

    private static List<Finding> findings(Judged judged) {
        return judged.covers().stream()
                .map(
                        cover ->
                                new Finding(
                                        cover.leaf(),
                                        cover.start(),
                                        cover.end(),
                                        cover.types(),
                                        cover.rule(),
                                        cover.score(),
                                        cover.view()))
                .toList();
    }
}
