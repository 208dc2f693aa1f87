package portcullis.storage.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import portcullis.kernel.Deadline;
import portcullis.privacy.EntityType;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.OutOfTime;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.unfold.View;

/**
 * Finds people and places with a token classifier that the operator put into a folder (SCR-27). It
 * only adds sightings. Everything that goes wrong is an exception, never "no names" (SCR-28).
 */
public final class OnnxNames implements Detector, AutoCloseable {
    /** Tokens of one window, the special ones aside; every model of this kind takes as many. */
    static final int WINDOW = 254;

    /** Tokens that two windows share: more than any name has (SCR-29). */
    static final int OVERLAP = 32;

    private static final double SCORE = 0.80;

    private final HuggingFaceTokenizer tokenizer;
    private final TokenClassifier classifier;
    private final List<Optional<EntityType>> types;
    private final List<String> labels;
    private final long[] specials;
    private final Semaphore permits;

    private OnnxNames(ModelFiles files, HuggingFaceTokenizer tokenizer, int atOnce) {
        this.tokenizer = tokenizer;
        this.labels = files.labels();
        this.types = labels.stream().map(OnnxNames::type).toList();
        this.specials = tokenizer.encode("", true, false).getIds();
        if ((specials.length != 0 && specials.length != 2)
                || types.stream().noneMatch(Optional::isPresent)) {
            throw new UnusableModel("the model of names has other labels or special tokens");
        }
        this.classifier = TokenClassifier.of(files.model(), labels.size());
        this.permits = new Semaphore(atOnce);
    }

    /**
     * Opens the model of a folder. Throws {@link UnusableModel} when a file is missing or has
     * another digest, or the tensors have another type or shape.
     *
     * @param natives folder of this installation for unpacked native libraries
     * @param atOnce how many texts are read at the same time; one more is refused
     */
    public static OnnxNames open(Path folder, Path natives, int atOnce) {
        ModelFiles files = ModelFiles.read(folder);
        Bge.stayAtHome(natives);
        try {
            HuggingFaceTokenizer tokenizer =
                    HuggingFaceTokenizer.newInstance(
                            new ByteArrayInputStream(files.tokenizer()),
                            Map.of("padding", "false", "truncation", "false"));
            return new OnnxNames(files, tokenizer, atOnce);
        } catch (IOException unreadable) {
            throw new UnusableModel("the tokenizer of the model of names is broken", unreadable);
        } catch (UnusableModel unusable) {
            throw unusable;
        } catch (RuntimeException | LinkageError broken) {
            throw new UnusableModel("the model of names cannot be opened", broken);
        }
    }

    /** B-PER, I-PATIENT, DOCTOR are people; LOC, GPE, CITY, HOSPITAL are places. */
    private static Optional<EntityType> type(String label) {
        String name = label.toUpperCase(Locale.ROOT).replaceFirst("^[BIESLU][-_]", "");
        return switch (name) {
            case "PER",
                    "PERSON",
                    "NAME",
                    "PATIENT",
                    "DOCTOR",
                    "STAFF",
                    "HCW",
                    "GIVENNAME",
                    "SURNAME" ->
                    Optional.of(EntityType.PERSON);
            case "LOC", "LOCATION", "GPE", "CITY", "HOSPITAL", "HOSP", "PLACE", "FAC" ->
                    Optional.of(EntityType.PLACE);
            default -> Optional.empty();
        };
    }

    @Override
    public List<Sighting> detect(View view, Deadline deadline) {
        if (!permits.tryAcquire()) {
            throw new UnusableModel("the model of names is busy");
        }
        try {
            return read(view.text(), deadline);
        } finally {
            permits.release();
        }
    }

    private List<Sighting> read(String text, Deadline deadline) {
        if (text.isBlank()) {
            return List.of();
        }
        Encoding tokens = tokenizer.encode(text, false, false);
        long[] ids = tokens.getIds();
        int[] label = new int[ids.length];
        for (int from = 0; from < ids.length; from += WINDOW - OVERLAP) {
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                throw new OutOfTime();
            }
            int to = Math.min(ids.length, from + WINDOW);
            window(Arrays.copyOfRange(ids, from, to), from, label);
            if (to == ids.length) {
                break;
            }
        }
        return sightings(text, tokens, label);
    }

    /** In the overlap a name of either window counts. */
    private void window(long[] ids, int from, int[] label) {
        int lead = specials.length / 2;
        long[] whole = new long[ids.length + specials.length];
        System.arraycopy(ids, 0, whole, lead, ids.length);
        if (lead == 1) {
            whole[0] = specials[0];
            whole[whole.length - 1] = specials[1];
        }
        int[] best = classifier.label(whole);
        for (int token = 0; token < ids.length; token++) {
            int now = best[token + lead];
            boolean named = types.get(now).isPresent();
            if (named || types.get(label[from + token]).isEmpty()) {
                label[from + token] = now;
            }
        }
    }

    private List<Sighting> sightings(String text, Encoding tokens, int[] label) {
        CharSpan[] spans = tokens.getCharTokenSpans();
        long[] words = tokens.getWordIds();
        int[] units = units(text);
        List<Sighting> seen = new ArrayList<>();
        for (int first = 0; first < label.length; ) {
            Optional<EntityType> type = types.get(label[first]);
            int end = first + 1;
            while (end < label.length && goesOn(type, label[end], words[end] == words[end - 1])) {
                end++;
            }
            if (type.isPresent()) {
                int start = units[spans[first].getStart()];
                int stop = units[spans[end - 1].getEnd()];
                seen.add(new Sighting(start, stop, type.get(), "name-model", SCORE));
            }
            first = end;
        }
        return seen;
    }

    /** Sub-words of one word belong together whatever their labels say; "B-" begins anew. */
    private boolean goesOn(Optional<EntityType> type, int label, boolean sameWord) {
        boolean begins = labels.get(label).startsWith("B-");
        return type.isPresent() && (sameWord || (types.get(label).equals(type) && !begins));
    }

    /** The UTF-16 unit at which each code point begins: the tokenizer counts code points. */
    private static int[] units(String text) {
        int[] units = new int[text.codePointCount(0, text.length()) + 1];
        int unit = 0;
        for (int point = 0; point < units.length; point++) {
            units[point] = unit;
            unit += unit < text.length() ? Character.charCount(text.codePointAt(unit)) : 0;
        }
        return units;
    }

    /** Waits for nobody: called when no text is read any more. */
    @Override
    public void close() {
        classifier.close();
        tokenizer.close();
    }
}
