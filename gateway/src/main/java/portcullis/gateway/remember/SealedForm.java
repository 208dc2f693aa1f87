package portcullis.gateway.remember;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import portcullis.gateway.Dialect;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.kernel.Label;

/**
 * A remembered answer as bytes: a version, then form, target and frames, every text with its length
 * in front. Bytes of another version, and bytes that end too early or say something unknown, are no
 * answer: the entry counts as missing, so that versions can change while servers are replaced.
 */
final class SealedForm {
    private static final int VERSION = 1;

    private SealedForm() {}

    static byte[] write(Remembered answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            text(out, answer.form().name());
            text(out, answer.target().value());
            out.writeInt(answer.frames().size());
            for (Frame frame : answer.frames()) {
                frame(out, frame);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void frame(DataOutputStream out, Frame frame) throws IOException {
        text(out, frame.spoken().map(Dialect::name).orElse(""));
        out.writeInt(frame.json().length);
        out.write(frame.json());
        out.writeShort(frame.pieces().size());
        for (Piece piece : frame.pieces()) {
            piece(out, piece);
        }
    }

    private static void piece(DataOutputStream out, Piece piece) throws IOException {
        switch (piece) {
            case Piece.Text(int choice, String said) -> said(out, 1, choice, said);
            case Piece.Reasoning(int choice, String said) -> said(out, 2, choice, said);
            case Piece.Declined(int choice, String said) -> said(out, 3, choice, said);
            case Piece.ToolCall(int choice, int index, String id, String name) -> {
                said(out, 4, choice, id);
                out.writeInt(index);
                text(out, name);
            }
            case Piece.ToolArguments(int choice, int index, String fragment) -> {
                said(out, 5, choice, fragment);
                out.writeInt(index);
            }
            case Piece.Finished(int choice, FinishReason reason) ->
                    said(out, 6, choice, reason.name());
            case Piece.Signature(int choice, String value) -> said(out, 8, choice, value);
            case Piece.Redacted(int choice, String data) -> said(out, 9, choice, data);
            case Piece.Counted(long input) -> {
                out.writeByte(10);
                out.writeLong(input);
            }
            case Piece.Used(long input, long output) -> {
                out.writeByte(7);
                out.writeLong(input);
                out.writeLong(output);
            }
        }
    }

    private static void said(DataOutputStream out, int kind, int choice, String said)
            throws IOException {
        out.writeByte(kind);
        out.writeInt(choice);
        text(out, said);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static Optional<Remembered> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            Form form = Form.valueOf(text(in));
            Label target = new Label(text(in));
            List<Frame> frames = new ArrayList<>();
            for (int left = count(in, in.readInt()); left > 0; left--) {
                frames.add(frame(in));
            }
            boolean whole = in.read() < 0 && !frames.isEmpty();
            return whole ? Optional.of(new Remembered(frames, form, target)) : Optional.empty();
        } catch (IOException | RuntimeException foreign) {
            return Optional.empty();
        }
    }

    private static Frame frame(DataInputStream in) throws IOException {
        String spoken = text(in);
        byte[] json = in.readNBytes(count(in, in.readInt()));
        List<Piece> pieces = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            pieces.add(piece(in));
        }
        return new Frame(
                spoken.isEmpty() ? Optional.empty() : Optional.of(Dialect.valueOf(spoken)),
                json,
                pieces);
    }

    private static Piece piece(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        if (kind == 7) {
            return new Piece.Used(in.readLong(), in.readLong());
        }
        if (kind == 10) {
            return new Piece.Counted(in.readLong());
        }
        int choice = in.readInt();
        String said = text(in);
        return switch (kind) {
            case 1 -> new Piece.Text(choice, said);
            case 2 -> new Piece.Reasoning(choice, said);
            case 3 -> new Piece.Declined(choice, said);
            case 4 -> new Piece.ToolCall(choice, in.readInt(), said, text(in));
            case 5 -> new Piece.ToolArguments(choice, in.readInt(), said);
            case 6 -> new Piece.Finished(choice, FinishReason.valueOf(said));
            case 8 -> new Piece.Signature(choice, said);
            case 9 -> new Piece.Redacted(choice, said);
            default -> throw new IOException("a piece of another version");
        };
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(count(in, in.readInt())), UTF_8);
    }

    /** A count that the rest of the bytes can hold. */
    private static int count(DataInputStream in, int said) throws IOException {
        if (said < 0 || said > in.available()) {
            throw new IOException("cut off");
        }
        return said;
    }
}
