package portcullis.privacy.unfold;

/**
 * One way to read a source text, with a map back (SCR-10). The text may begin with a lead: words of
 * the key it stands under, which are context and belong to no source.
 */
public final class View {
    /** How the text was made. */
    public enum Kind {
        RAW,
        FOLDED,
        DECODED,
        JOINED,
        SPACED,
        UNGLUED,
        UNMARKED,
        ALIKE,
        SPOKEN,
        OPENED
    }

    private final Kind kind;
    private final String text;
    private final int lead;
    private final int[] from;
    private final int[] to;

    View(Kind kind, String text, int[] from, int[] to) {
        this.kind = kind;
        this.text = text;
        this.lead = 0;
        this.from = from;
        this.to = to;
    }

    private View(String lead, String source) {
        this.kind = Kind.RAW;
        this.text = lead.isEmpty() ? source : lead + source;
        this.lead = lead.length();
        this.from = new int[0];
        this.to = from;
    }

    /** The source itself, after its lead. Needs no map. */
    static View raw(String lead, String source) {
        return new View(lead, source);
    }

    public Kind kind() {
        return kind;
    }

    /** The text as this view shows it; offsets of sightings refer to it. */
    public String text() {
        return text;
    }

    /** Source offset (UTF-16) where the view's unit begins; 0 for units of the lead. */
    public int sourceStart(int unit) {
        return from.length == 0 ? Math.max(0, unit - lead) : from[unit];
    }

    /** Source offset one past the end of the view's unit; 0 for units of the lead. */
    public int sourceEnd(int unit) {
        return from.length == 0 ? Math.max(0, unit + 1 - lead) : to[unit];
    }
}
