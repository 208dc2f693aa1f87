package portcullis.gateway.remember;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import portcullis.gateway.Chunks;
import portcullis.gateway.Dialect;
import portcullis.gateway.remember.Remembered.Form;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Piece.FinishReason;
import portcullis.kernel.Label;

class SealedFormTest {
    private static final Label TARGET = new Label("p/m");

    @Property(tries = 200)
    void whatIsWrittenIsReadAgain(@ForAll("answers") Remembered answer) {
        Remembered read = SealedForm.read(SealedForm.write(answer)).orElseThrow();
        assertThat(read.form()).isEqualTo(answer.form());
        assertThat(read.target()).isEqualTo(answer.target());
        assertThat(read.frames()).hasSameSizeAs(answer.frames());
        for (int i = 0; i < read.frames().size(); i++) {
            Frame before = answer.frames().get(i);
            Frame after = read.frames().get(i);
            assertThat(after.spoken()).isEqualTo(before.spoken());
            assertThat(after.json()).isEqualTo(before.json());
            assertThat(after.pieces()).isEqualTo(before.pieces());
        }
    }

    @Property(tries = 50)
    void bytesThatEndTooEarlyAreNoAnswer(@ForAll("answers") Remembered answer) {
        byte[] whole = SealedForm.write(answer);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 50) {
            assertThat(SealedForm.read(Arrays.copyOf(whole, length))).isEmpty();
        }
        assertThat(SealedForm.read(Arrays.copyOf(whole, whole.length + 1))).isEmpty();
    }

    @Property(tries = 200)
    void arbitraryBytesAreNeverAnException(@ForAll byte[] bytes) {
        SealedForm.read(bytes);
        byte[] versioned = bytes.clone();
        if (versioned.length > 0) {
            versioned[0] = 1;
            SealedForm.read(versioned);
        }
    }

    @Test
    void anotherVersionIsAMiss() {
        byte[] bytes =
                SealedForm.write(new Remembered(List.of(Chunks.whole("a")), Form.WHOLE, TARGET));
        bytes[0] = 2;
        assertThat(SealedForm.read(bytes)).isEmpty();
    }

    @Provide
    Arbitrary<Remembered> answers() {
        return Combinators.combine(
                        frames().list().ofMinSize(1).ofMaxSize(5), Arbitraries.of(Form.values()))
                .as((frames, form) -> new Remembered(frames, form, TARGET));
    }

    private static Arbitrary<Frame> frames() {
        Arbitrary<Optional<Dialect>> spoken = Arbitraries.of(Dialect.values()).optional();
        return Combinators.combine(spoken, Arbitraries.strings(), pieces().list().ofMaxSize(4))
                .as(
                        (dialect, json, pieces) ->
                                new Frame(
                                        dialect,
                                        json.getBytes(java.nio.charset.StandardCharsets.UTF_16),
                                        pieces));
    }

    private static Arbitrary<Piece> pieces() {
        Arbitrary<String> text =
                Arbitraries.strings().ofMaxLength(30).filter(SealedFormTest::whole);
        Arbitrary<Integer> choice = Arbitraries.integers().between(0, 3);
        return Arbitraries.oneOf(
                Combinators.combine(choice, text).as(Piece.Text::new),
                Combinators.combine(choice, text).as(Piece.Reasoning::new),
                Combinators.combine(choice, text).as(Piece.Declined::new),
                Combinators.combine(choice, choice, text, text).as(Piece.ToolCall::new),
                Combinators.combine(choice, choice, text).as(Piece.ToolArguments::new),
                Combinators.combine(choice, Arbitraries.of(FinishReason.values()))
                        .as(Piece.Finished::new),
                Combinators.combine(choice, text).as(Piece.Signature::new),
                Combinators.combine(choice, text).as(Piece.Redacted::new),
                Arbitraries.longs().map(Piece.Counted::new),
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Piece.Used::new));
    }

    /** Half a character is not text and never comes out of a JSON reader. */
    private static boolean whole(String text) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
