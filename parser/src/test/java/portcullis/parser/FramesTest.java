package portcullis.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("LIB-16")
class FramesTest {
    @Test
    void everyFrameComesBackAsItWent() throws IOException {
        List<Frame> frames =
                List.of(
                        new Frame.Ready(),
                        new Frame.Page(7, "A › B", "text \ud83d\ude80"),
                        new Frame.Metadata(Frame.Sight.LAUNCH_ACTION),
                        new Frame.End(9),
                        new Frame.Trouble(Frame.Reason.ENCRYPTED));
        for (Frame frame : frames) {
            assertThat(read(bytes(frame, 1000), 1000)).isEqualTo(frame);
        }
    }

    @Test
    @Tag("LIB-17")
    void aFrameBeyondTheCapIsNeitherWrittenNorRead() throws IOException {
        Frame page = new Frame.Page(1, "", "x".repeat(100));
        assertThatThrownBy(() -> bytes(page, 100)).isInstanceOf(CapReached.class);
        byte[] bytes = bytes(page, 200);
        assertThatThrownBy(() -> read(bytes, 100)).isInstanceOf(IOException.class);
    }

    @Test
    void aFrameShowsNoText() {
        assertThat(new Frame.Page(1, "secret", "secret").toString()).doesNotContain("secret");
    }

    @Property(tries = 500)
    void noiseIsAnIoTroubleAndNothingElse(@ForAll byte[] noise) {
        try {
            Frame frame = read(noise, 10_000);
            assertThat(frame).isNotNull();
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    @Property(tries = 500)
    void aFrameOfNoiseIsAnIoTroubleAndNothingElse(@ForAll byte kind, @ForAll byte[] noise)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(noise.length + 1);
        out.writeByte(kind & 7);
        out.write(noise);
        noiseIsAnIoTroubleAndNothingElse(bytes.toByteArray());
    }

    private static byte[] bytes(Frame frame, int cap) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Frames.write(new DataOutputStream(bytes), frame, cap);
        return bytes.toByteArray();
    }

    private static Frame read(byte[] bytes, int cap) throws IOException {
        return Frames.read(new DataInputStream(new ByteArrayInputStream(bytes)), cap);
    }
}
