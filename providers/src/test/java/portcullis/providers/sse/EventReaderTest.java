package portcullis.providers.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private static final int CAP = 1_000;

    @Test
    void allThreeLineEndsAreRead() {
        assertThat(read("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\n\r\n"))
                .containsExactly("|a", "|b", "|c", "|d");
    }

    @Test
    void dataLinesAreJoinedAndNamesBelongToOneEvent() {
        assertThat(read("event: ping\ndata: 1\ndata:2\ndata:\n\ndata: x\n\n"))
                .containsExactly("ping|1\n2\n", "|x");
    }

    @Test
    void onlyOneBlankAfterTheColonIsDropped() {
        assertThat(read("data:  two\n\ndata\n\n")).containsExactly("| two", "|");
    }

    @Test
    void commentsIdsAndUnknownFieldsAreSkipped() {
        assertThat(read(": OPENROUTER PROCESSING\n\nid: 7\nretry: 10\nfoo: x\ndata: a\n\n: x\n"))
                .containsExactly("|a");
    }

    @Test
    void byteOrderMarkIsDroppedOnceAtTheStart() {
        assertThat(read("\ufeffdata: a\n\n\ufeffdata: b\n\n")).containsExactly("|a");
    }

    @Test
    void eventWithoutDataIsNone() {
        assertThat(read("event: ping\n\n\n\n")).isEmpty();
    }

    @Test
    void lastEventMayLackItsBlankLineButNotItsLineEnd() {
        assertThat(read("data: a\n\ndata: [DONE]\n")).containsExactly("|a", "|[DONE]");
        assertThat(read("data: a\n\ndata: hal")).containsExactly("|a");
    }

    @Test
    void eventOverTheCapStopsTheReading() {
        EventReader reader = new EventReader(CAP);
        byte[] part = ("data: " + "x".repeat(CAP / 2 - 1) + "\n").getBytes(UTF_8);
        assertThat(reader.feed(part, (_, _) -> {})).isTrue();
        assertThat(reader.feed(part, (_, _) -> {})).isTrue();
        assertThat(reader.feed(part, (_, _) -> {})).isFalse();
        EventReader endless = new EventReader(CAP);
        assertThat(endless.feed("x".repeat(CAP + 1).getBytes(UTF_8), (_, _) -> {})).isFalse();
    }

    @Test
    void everySingleCutGivesTheSameEvents() {
        byte[] stream =
                "\ufeffdata: caf\u00e9 \ud83d\ude80\r\n\r\nevent: e\rdata: 1\ndata: 2\n\n"
                        .getBytes(UTF_8);
        List<String> whole = read(List.of(stream));
        for (int i = 0; i <= stream.length; i++) {
            byte[] head = Arrays.copyOfRange(stream, 0, i);
            byte[] tail = Arrays.copyOfRange(stream, i, stream.length);
            assertThat(read(List.of(head, tail))).isEqualTo(whole);
        }
        assertThat(whole).containsExactly("|caf\u00e9 \ud83d\ude80", "e|1\n2");
    }

    @Property(tries = 500)
    void anySplitGivesTheSameEvents(
            @ForAll("streams") String stream, @ForAll("cuts") List<Integer> sizes) {
        byte[] bytes = stream.getBytes(UTF_8);
        assertThat(read(pieces(bytes, sizes))).isEqualTo(read(List.of(bytes)));
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll("texts") List<String> texts, @ForAll("ends") String end) {
        StringBuilder stream = new StringBuilder();
        List<String> expected = new ArrayList<>();
        for (String text : texts) {
            stream.append("data: ").append(text).append(end).append(end);
            expected.add("|" + text);
        }
        assertThat(read(stream.toString())).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> streams() {
        Arbitrary<String> parts =
                Arbitraries.of(
                        "\n",
                        "\r",
                        "\r\n",
                        "data: ",
                        "data:",
                        "event: ",
                        ": ",
                        "id: 1",
                        "\ufeff",
                        "x",
                        "\u00e9",
                        "\ud83d\ude80",
                        " ",
                        ":",
                        "{\"a\":1}",
                        "[DONE]",
                        "dat",
                        "a");
        return parts.list().ofMaxSize(60).map(all -> String.join("", all));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 5).list().ofMinSize(1).ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> text =
                Combinators.combine(
                                Arbitraries.strings().withCharRange('!', '~').ofMaxLength(20),
                                Arbitraries.of("", "\u00e9", "\u65e5\u672c", "\ud83d\ude80"))
                        .as((left, right) -> left + right);
        return text.list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> ends() {
        return Arbitraries.of("\n", "\r\n", "\r");
    }

    private static List<byte[]> pieces(byte[] bytes, List<Integer> sizes) {
        List<byte[]> pieces = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int end = Math.min(bytes.length, at + sizes.get(i % sizes.size()));
            pieces.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return pieces;
    }

    private static List<String> read(String stream) {
        return read(List.of(stream.getBytes(UTF_8)));
    }

    private static List<String> read(List<byte[]> pieces) {
        List<String> events = new ArrayList<>();
        EventReader reader = new EventReader(1 << 20);
        for (byte[] piece : pieces) {
            assertThat(
                            reader.feed(
                                    piece,
                                    (name, data) ->
                                            events.add(name + "|" + new String(data, UTF_8))))
                    .isTrue();
        }
        reader.end((name, data) -> events.add(name + "|" + new String(data, UTF_8)));
        return events;
    }
}
