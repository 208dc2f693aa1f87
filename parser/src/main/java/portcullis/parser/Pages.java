package portcullis.parser;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** Takes pages from a reader, cleans them, counts them against the caps and sends them on. */
final class Pages {
    private final DataOutputStream out;
    private final Caps caps;
    private final Set<Frame.Sight> sights = EnumSet.noneOf(Frame.Sight.class);
    private long written;
    private int sent;
    private int count;

    Pages(DataOutputStream out, Caps caps) {
        this.out = out;
        this.caps = caps;
    }

    /** Counts a page of the document, whether it can be read or not; gives its number. */
    int next() {
        count++;
        if (count > caps.pages()) {
            throw new CapReached();
        }
        return count;
    }

    /** Sends the text of a page; a page without text is left out. */
    void page(int number, String section, String text) throws IOException {
        String clean = Cleaner.clean(text);
        if (clean.isBlank()) {
            return;
        }
        written += clean.getBytes(StandardCharsets.UTF_8).length;
        if (written > caps.output()) {
            throw new CapReached();
        }
        String heading = Cleaner.line(section);
        Frames.write(out, new Frame.Page(number, heading, clean), caps.frame());
        sent++;
    }

    /** Notes something about the file, once. */
    void saw(Frame.Sight sight) {
        sights.add(sight);
    }

    /** Ends the document; one without a single page of text is in trouble. */
    void end() throws IOException {
        if (sent == 0) {
            boolean broken = sights.contains(Frame.Sight.PARTIAL);
            trouble(broken ? Frame.Reason.UNREADABLE : Frame.Reason.WITHOUT_TEXT);
            return;
        }
        tellSights();
        Frames.write(out, new Frame.End(count), caps.frame());
    }

    void trouble(Frame.Reason reason) throws IOException {
        tellSights();
        Frames.write(out, new Frame.Trouble(reason), caps.frame());
    }

    private void tellSights() throws IOException {
        for (Frame.Sight sight : sights) {
            Frames.write(out, new Frame.Metadata(sight), caps.frame());
        }
    }
}
