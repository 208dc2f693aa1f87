package portcullis.parser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames on a stream: four bytes of length, one of kind, and the fields. */
public final class Frames {
    private static final int READY = 0;
    private static final int PAGE = 1;
    private static final int METADATA = 2;
    private static final int END = 3;
    private static final int TROUBLE = 4;

    private Frames() {}

    /** Writes and flushes one frame; refuses one that is longer than the cap. */
    public static void write(DataOutputStream out, Frame frame, int cap) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encode(new DataOutputStream(bytes), frame);
        if (bytes.size() > cap) {
            throw new CapReached();
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    private static void encode(DataOutputStream out, Frame frame) throws IOException {
        switch (frame) {
            case Frame.Ready() -> out.writeByte(READY);
            case Frame.Page(int number, String section, String text) -> {
                out.writeByte(PAGE);
                out.writeInt(number);
                writeText(out, section);
                writeText(out, text);
            }
            case Frame.Metadata(Frame.Sight sight) -> {
                out.writeByte(METADATA);
                out.writeUTF(sight.name());
            }
            case Frame.End(int pages) -> {
                out.writeByte(END);
                out.writeInt(pages);
            }
            case Frame.Trouble(Frame.Reason reason) -> {
                out.writeByte(TROUBLE);
                out.writeUTF(reason.name());
            }
        }
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    /**
     * Reads one frame of at most {@code cap} bytes.
     *
     * @throws IOException when the stream ends or holds anything but a well-formed frame
     */
    public static Frame read(DataInputStream in, int cap) throws IOException {
        int length = in.readInt();
        if (length < 1 || length > cap) {
            throw new IOException("a frame of impossible length");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        DataInputStream fields = new DataInputStream(new ByteArrayInputStream(bytes));
        Frame frame = decode(fields);
        if (fields.available() > 0) {
            throw new IOException("a frame with more than its fields");
        }
        return frame;
    }

    private static Frame decode(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case READY -> new Frame.Ready();
            case PAGE -> new Frame.Page(in.readInt(), readText(in), readText(in));
            case METADATA -> new Frame.Metadata(word(Frame.Sight.class, in));
            case END -> new Frame.End(in.readInt());
            case TROUBLE -> new Frame.Trouble(word(Frame.Reason.class, in));
            default -> throw new IOException("a frame of unknown kind");
        };
    }

    private static <E extends Enum<E>> E word(Class<E> words, DataInputStream in)
            throws IOException {
        try {
            return Enum.valueOf(words, in.readUTF());
        } catch (IllegalArgumentException e) {
            // The cause would repeat the word, which is a stranger's.
            throw new IOException("a frame with an unknown word");
        }
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text longer than its frame");
        }
        byte[] utf8 = in.readNBytes(length);
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }
}
