package portcullis.privacy.find;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import portcullis.privacy.EntityType;

/**
 * An operator's own pattern for what only one place has, such as its record numbers. RE2/J: linear
 * time, no look-around, no back-references. What it finds stands between characters that are
 * neither letters nor digits (SCR-14).
 */
public final class SitePattern {
    /** An operator knows what the own numbers look like: the high band. */
    private static final double SCORE = 0.90;

    private final String name;
    private final EntityType type;
    private final Pattern pattern;

    private SitePattern(String name, EntityType type, Pattern pattern) {
        this.name = name;
        this.type = type;
        this.pattern = pattern;
    }

    /** Empty for a pattern that does not compile, or that finds something in an empty text. */
    public static Optional<SitePattern> of(String name, EntityType type, String pattern) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            return compiled.matcher("").find()
                    ? Optional.empty()
                    : Optional.of(new SitePattern(name, type, compiled));
        } catch (PatternSyntaxException broken) {
            return Optional.empty();
        }
    }

    Matcher matcher(CharSequence text) {
        return pattern.matcher(text);
    }

    Sighting seen(int start, int end) {
        return new Sighting(start, end, type, "site-" + name, SCORE);
    }

    String version() {
        return name + "|" + type + "|" + pattern.pattern();
    }
}
