package portcullis.privacy.names;

import java.util.ArrayList;
import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.privacy.Subject;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.OutOfTime;
import portcullis.privacy.find.Sighting;
import portcullis.privacy.unfold.View;

/** Finds what stands in the record of the person a request is about (SCR-19). */
public final class SubjectDetector implements Detector {
    private final SubjectNames names;
    private final SubjectDates dates;
    private final SubjectMarks marks;

    public SubjectDetector(Subject subject) {
        this.names = new SubjectNames(subject.names(), Vocabulary.builtIn());
        this.dates = new SubjectDates(subject.births());
        this.marks = new SubjectMarks(subject.addresses(), subject.ids());
    }

    @Override
    public List<Sighting> detect(View view, Deadline deadline) {
        List<Sighting> seen = new ArrayList<>();
        Words words = new Words(view.text());
        look(deadline);
        names.read(words, seen);
        look(deadline);
        dates.read(view.text(), seen);
        look(deadline);
        marks.read(words, seen);
        look(deadline);
        return seen;
    }

    private static void look(Deadline deadline) {
        if (deadline.passed() || Thread.currentThread().isInterrupted()) {
            throw new OutOfTime();
        }
    }

    @Override
    public boolean keepsDeadline() {
        return true;
    }
}
