package portcullis.privacy.entities;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import portcullis.privacy.EntityType;

/**
 * One way to recognise a kind of identifier, as data. A pattern with a group named {@code v} gives
 * that group as the value; else the whole match. Built with {@link #of}.
 */
public final class Rule {
    private final Draft draft;
    private final boolean groups;

    private Rule(Draft draft) {
        this.draft = draft;
        this.groups = draft.pattern.namedGroups().containsKey("v");
    }

    /** Begins a rule; its id is fixed for ever, because audits count by it. */
    public static Draft of(String id, EntityType type, Anchor anchor) {
        return new Draft(id, type, anchor);
    }

    public String id() {
        return draft.id;
    }

    public EntityType type() {
        return draft.type;
    }

    public Anchor anchor() {
        return draft.anchor;
    }

    /** The reference pattern (SCR-13); bounded, without nested repetition (SCR-15). */
    public Pattern pattern() {
        return draft.pattern;
    }

    /** Whether the value is the group {@code v}. */
    public boolean groups() {
        return groups;
    }

    /** Words, in lower case, at which the rule is tried. */
    public Set<String> starts() {
        return draft.starts;
    }

    /** Words, in lower case, whose nearness raises the score. */
    public Set<String> context() {
        return draft.context;
    }

    /** Fewest digits near a number anchor. */
    public int digits() {
        return draft.digits;
    }

    /** Score of the bare shape (SCR-18). */
    public double base() {
        return draft.base;
    }

    public Need need() {
        return draft.need;
    }

    public Check check() {
        return draft.check;
    }

    /** Whether it looks closer than its pattern: check digits, ranges, calendar. */
    public boolean checked() {
        return draft.checked;
    }

    /** Whether fewer than one random value in a hundred passes the check. */
    public boolean strong() {
        return draft.strong;
    }

    /** Whether hardly anything else looks like this. */
    public boolean distinctive() {
        return draft.distinctive;
    }

    /** Looks at up to 32 characters before the match: there, it means something else. */
    public Optional<Pattern> trapBefore() {
        return draft.trapBefore;
    }

    /** Looks at what follows the match: there, it means something else. */
    public Optional<Pattern> trapAfter() {
        return draft.trapAfter;
    }

    @Override
    public String toString() {
        return draft.id;
    }

    /** A rule being written down. */
    public static final class Draft {
        private final String id;
        private final EntityType type;
        private final Anchor anchor;
        private Pattern pattern = Pattern.compile("(?!)");
        private Set<String> starts = Set.of();
        private Set<String> context = Set.of();
        private int digits;
        private double base = 0.20;
        private Need need = Need.SHAPE;
        private Check check = value -> Check.Answer.NONE;
        private boolean checked;
        private boolean strong;
        private boolean distinctive;
        private Optional<Pattern> trapBefore = Optional.empty();
        private Optional<Pattern> trapAfter = Optional.empty();

        private Draft(String id, EntityType type, Anchor anchor) {
            this.id = id;
            this.type = type;
            this.anchor = anchor;
        }

        public Draft starts(String words) {
            starts = Set.copyOf(List.of(words.split(" ")));
            return this;
        }

        public Draft context(String words) {
            context = Set.copyOf(List.of(words.split(" ")));
            return this;
        }

        public Draft digits(int fewest) {
            digits = fewest;
            return this;
        }

        public Draft base(double score) {
            base = score;
            return this;
        }

        public Draft need(Need what) {
            need = what;
            return this;
        }

        public Draft check(Check how) {
            check = how;
            checked = true;
            return this;
        }

        /** A check that one random value in a hundred passes at most. */
        public Draft strongCheck(Check how) {
            strong = true;
            return check(how);
        }

        public Draft distinctive() {
            distinctive = true;
            return this;
        }

        public Draft trapBefore(String regex) {
            trapBefore = Optional.of(Pattern.compile("(?:" + regex + ")$"));
            return this;
        }

        public Draft trapAfter(String regex) {
            trapAfter = Optional.of(Pattern.compile(regex));
            return this;
        }

        /** The pattern between word edges (SCR-14); ends the rule. */
        public Rule pattern(String regex) {
            return open("(?<![\\p{L}\\p{N}])(?:" + regex + ")(?![\\p{L}\\p{N}])");
        }

        /** The pattern as it stands; ends the rule. */
        public Rule open(String regex) {
            pattern = Pattern.compile(regex);
            return new Rule(this);
        }
    }
}
