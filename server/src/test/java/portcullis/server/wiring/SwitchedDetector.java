package portcullis.server.wiring;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import portcullis.kernel.Deadline;
import portcullis.privacy.EntityType;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.FormatDetector;
import portcullis.privacy.find.OutOfTime;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.unfold.View;

/** The built-in detector, until a test breaks it. */
final class SwitchedDetector implements Detector {
    private final Detector works = new FormatDetector();
    final AtomicReference<Way> way = new AtomicReference<>(Way.WORKS);

    /** How it answers. */
    enum Way {
        WORKS,
        BREAKS,
        STALLS,
        /** Sees nothing. */
        BLIND,
        /** Sees a word more every time it is asked, so that no masked text is ever clean. */
        LEAKS
    }

    private static List<Sighting> firstWord(String text) {
        Matcher word =
                Pattern.compile("\\b(one|two|three|four|five|six|seven|eight)\\b").matcher(text);
        return word.find()
                ? List.of(new Sighting(word.start(), word.end(), EntityType.PERSON, "leaky", 0.9))
                : List.of();
    }

    @Override
    public List<Sighting> detect(View view, Deadline deadline) {
        return switch (way.get()) {
            case WORKS -> works.detect(view, deadline);
            case BREAKS -> throw new IllegalStateException("no detector");
            case BLIND -> List.of();
            case STALLS -> throw new OutOfTime();
            case LEAKS -> firstWord(view.text());
        };
    }
}
