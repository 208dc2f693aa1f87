package portcullis.privacy.find;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import portcullis.kernel.Deadline;
import portcullis.privacy.unfold.View;

/** Finds what the operator's own patterns describe. */
public final class SiteDetector implements Detector {
    private final List<SitePattern> patterns;

    public SiteDetector(List<SitePattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    @Override
    public List<Sighting> detect(View view, Deadline deadline) {
        WatchedText text = new WatchedText(view.text(), deadline);
        List<Sighting> seen = new ArrayList<>();
        for (SitePattern pattern : patterns) {
            text.look();
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                if (stands(view.text(), matcher.start(), matcher.end())) {
                    seen.add(pattern.seen(matcher.start(), matcher.end()));
                }
            }
        }
        return seen;
    }

    private static boolean stands(String text, int start, int end) {
        boolean open = start == 0 || !Character.isLetterOrDigit(text.codePointBefore(start));
        boolean closed = end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end));
        return start < end && open && closed;
    }

    @Override
    public boolean keepsDeadline() {
        return true;
    }

    @Override
    public String version() {
        return patterns.stream().map(SitePattern::version).collect(Collectors.joining("\n"));
    }
}
