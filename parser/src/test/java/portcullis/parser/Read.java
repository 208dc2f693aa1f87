package portcullis.parser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a reader says about some bytes, as frames. */
record Read(List<Frame> frames) {
    private static final int CAP = Caps.DEFAULT.frame();

    static Read of(Format format, String content) throws IOException {
        return of(format, content.getBytes(StandardCharsets.UTF_8));
    }

    static Read of(Format format, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Child.answer(
                new Request(format, Caps.DEFAULT, content),
                new Pages(new DataOutputStream(out), Caps.DEFAULT));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(out.toByteArray()));
        List<Frame> frames = new ArrayList<>();
        while (in.available() > 0) {
            frames.add(Frames.read(in, CAP));
        }
        return new Read(frames);
    }

    List<Frame.Page> pages() {
        return all(Frame.Page.class);
    }

    List<Frame.Sight> sights() {
        return all(Frame.Metadata.class).stream().map(Frame.Metadata::sight).toList();
    }

    /** All pages, parted by a line of three bars. */
    String text() {
        return pages().stream().map(Frame.Page::text).collect(Collectors.joining("\n|||\n"));
    }

    List<String> sections() {
        return pages().stream().map(Frame.Page::section).toList();
    }

    Frame last() {
        return frames.getLast();
    }

    private <F extends Frame> List<F> all(Class<F> kind) {
        return frames.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
