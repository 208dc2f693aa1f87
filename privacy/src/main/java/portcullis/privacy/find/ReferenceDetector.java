package portcullis.privacy.find;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import portcullis.kernel.Deadline;
import portcullis.privacy.entities.Register;
import portcullis.privacy.entities.Rule;
import portcullis.privacy.unfold.View;

/**
 * The plain loop over the reference patterns of all rules: slow and obvious. What {@link
 * FormatDetector} sees is measured by it (SCR-13, SCR-48).
 */
public final class ReferenceDetector implements Detector {
    private final List<Rule> rules = Register.rules();
    private final Lexicon lexicon = new Lexicon(rules);

    @Override
    public List<Sighting> detect(View view, Deadline deadline) {
        WatchedText watched = new WatchedText(view.text(), deadline);
        Tokens tokens = new Tokens(watched, lexicon);
        List<Sighting> sightings = new ArrayList<>();
        for (int index = 0; index < rules.size(); index++) {
            Matcher matcher = rules.get(index).pattern().matcher(watched);
            while (matcher.find()) {
                Tries.sighting(rules.get(index), lexicon.context(index), tokens, matcher)
                        .ifPresent(sightings::add);
            }
        }
        return sightings;
    }

    @Override
    public boolean keepsDeadline() {
        return true;
    }
}
