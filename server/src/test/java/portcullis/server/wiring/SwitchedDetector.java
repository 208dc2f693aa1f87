package portcullis.server.wiring;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import portcullis.kernel.Deadline;
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
        STALLS
    }

    @Override
    public List<Sighting> detect(View view, Deadline deadline) {
        return switch (way.get()) {
            case WORKS -> works.detect(view, deadline);
            case BREAKS -> throw new IllegalStateException("no detector");
            case STALLS -> throw new OutOfTime();
        };
    }
}
