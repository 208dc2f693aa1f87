package portcullis.privacy.unfold;

/** One way to read a source text. */
public interface View {
    /** The text as this view shows it. */
    String text();
}
