package portcullis.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.gateway.route.Trouble.Phase;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.TimedOut;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

/** The faults of the gateway specification, section 7, from a vendor of one dialect. */
@Timeout(60)
@Tag("GTW-2")
public abstract class FaultContract {
    protected static final Timeouts SHORT =
            new Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(2));

    @TempDir Path folder;
    protected Wired wired;

    protected abstract String dialect();

    @BeforeEach
    void open() {
        wired = new Wired(dialect(), folder);
    }

    @AfterEach
    void close() {
        wired.close();
    }

    protected static Trouble trouble(Witness heard) {
        return heard.trouble().orElseThrow(() -> new AssertionError("it was done"));
    }

    protected static String fragments(Witness heard) {
        return heard.pieces().stream()
                .filter(Piece.ToolArguments.class::isInstance)
                .map(piece -> ((Piece.ToolArguments) piece).fragment())
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource({
        "401,AUTHENTICATION", "402,AUTHENTICATION", "403,AUTHENTICATION", "404,NOT_FOUND",
        "302,NOT_FOUND", "409,SERVER_ERROR", "500,SERVER_ERROR", "503,SERVER_ERROR"
    })
    void vendorTroublesAreNotTheCallers(int status, Cause cause) throws Exception {
        assertThat(trouble(wired.plain(Turn.body(status, "{}")))).isEqualTo(new Unavailable(cause));
    }

    @Test
    void throttlingCarriesTheVendorsWait() throws Exception {
        Turn told = Turn.body(429, "{}").header("retry-after", "2");
        assertThat(trouble(wired.streamed(told)))
                .isEqualTo(new Throttled(Optional.of(Duration.ofSeconds(2))));
        assertThat(trouble(wired.plain(Turn.body(429, "<html>"))))
                .isEqualTo(new Throttled(Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "RESET", "CUT_IN_CHARACTER"})
    void cutAnswerIsNeverDone(Fault fault) throws Exception {
        Witness stream = wired.streamed(Turn.words(30).with(fault));
        assertThat(trouble(stream)).isIn(new Malformed(Cause.CUT), new Malformed(Cause.BAD_JSON));
        assertThat(stream.text()).startsWith("word and");
        Witness plain = wired.plain(Turn.says("caf\u00e9 and so on").with(fault));
        assertThat(trouble(plain)).isEqualTo(new Malformed(Cause.CUT));
    }

    @Test
    void silenceIsBoundedBeforeAndWithinAnAnswer() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.SILENCE), SHORT)))
                .isEqualTo(new TimedOut(Phase.FIRST_TOKEN));
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.SILENCE_AFTER_HEAD), SHORT)))
                .isEqualTo(new TimedOut(Phase.FIRST_TOKEN));
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.STALL), SHORT)))
                .isEqualTo(new TimedOut(Phase.IDLE));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE_HEAD", "CLOSE_BEFORE_HEAD"})
    void goneBeforeTheHeadIsAReset(Fault fault) throws Exception {
        assertThat(trouble(wired.plain(Turn.words(9).with(fault))))
                .isEqualTo(new Unavailable(Cause.RESET));
    }

    @Test
    void malformedDocumentIsBadJson() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.MALFORMED_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_JSON));
        assertThat(trouble(wired.plain(Turn.words(9).with(Fault.MALFORMED_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_JSON));
    }

    @Test
    void errorInTheMiddleIsTheVendorsFailure() throws Exception {
        Witness heard = wired.streamed(Turn.words(9).with(Fault.ERROR_EVENT));
        assertThat(trouble(heard)).isEqualTo(new Unavailable(Cause.SERVER_ERROR));
    }

    @Test
    void toolCallComesWhole() throws Exception {
        String arguments = "{\"ward\":\"east\",\"bed\":12}";
        Turn call = Turn.callsTool("call_1", "book", arguments);
        for (Witness heard : new Witness[] {wired.plain(call), wired.streamed(call)}) {
            assertThat(heard.pieces())
                    .contains(new Piece.Finished(0, Piece.FinishReason.TOOL_CALLS))
                    .anyMatch(
                            piece ->
                                    piece instanceof Piece.ToolCall(int _, int index, var id, var n)
                                            && index == 0
                                            && !id.isBlank()
                                            && n.equals("book"));
            assertThat(fragments(heard)).isEqualTo(arguments);
        }
    }

    @Test
    void answerWithoutCountsIsStillAnAnswer() throws Exception {
        Witness heard = wired.streamed(Turn.says("all of it").withoutUsage());
        assertThat(heard.trouble()).isEmpty();
        assertThat(heard.pieces()).last().isInstanceOf(Piece.Finished.class);
    }

    @Test
    void oversizedAnswersAreRefused() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.HUGE_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_FRAMING));
        assertThat(trouble(wired.plain(Turn.words(9).with(Fault.HUGE_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_FRAMING));
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE_BY_BYTE", "CLOSE_AFTER"})
    void oddButHonestFramingIsRead(Fault fault) throws Exception {
        String text = "caf\u00e9 \ud83d\ude80 \u65e5\u672c";
        assertThat(wired.streamed(Turn.says(text).with(fault)).text()).isEqualTo(text);
        assertThat(wired.plain(Turn.says(text).with(fault)).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "HTML_PAGE"})
    void unreadableContentIsRefused(Fault fault) throws Exception {
        assertThat(trouble(wired.streamed(Turn.says("x").with(fault))))
                .isEqualTo(new Malformed(Cause.NOT_JSON));
        assertThat(trouble(wired.plain(Turn.says("x").with(fault))))
                .isEqualTo(new Malformed(Cause.NOT_JSON));
    }
}
