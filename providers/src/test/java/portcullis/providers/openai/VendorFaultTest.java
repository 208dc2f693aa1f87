package portcullis.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import portcullis.gateway.route.Piece;
import portcullis.gateway.route.Timeouts;
import portcullis.gateway.route.Trouble;
import portcullis.gateway.route.Trouble.Cause;
import portcullis.gateway.route.Trouble.Malformed;
import portcullis.gateway.route.Trouble.Phase;
import portcullis.gateway.route.Trouble.Reason;
import portcullis.gateway.route.Trouble.Rejected;
import portcullis.gateway.route.Trouble.Throttled;
import portcullis.gateway.route.Trouble.TimedOut;
import portcullis.gateway.route.Trouble.Unavailable;
import portcullis.providers.Calls;
import portcullis.providers.Wired;
import portcullis.providers.Witness;
import portcullis.testkit.provider.Fault;
import portcullis.testkit.provider.Turn;

/** The faults of the gateway specification, section 7, on real sockets. */
@Timeout(60)
@Tag("GTW-2")
class VendorFaultTest {
    private static final Timeouts SHORT =
            new Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(2));

    @TempDir Path folder;
    private Wired wired;

    @BeforeEach
    void open() {
        wired = new Wired("openai", folder);
    }

    @AfterEach
    void close() {
        wired.close();
    }

    @Test
    void throttlingCarriesTheVendorsWait() throws Exception {
        Turn told = Turn.throttled().header("retry-after", "2");
        assertThat(trouble(wired.streamed(told)))
                .isEqualTo(new Throttled(Optional.of(Duration.ofSeconds(2))));
        assertThat(trouble(wired.plain(Turn.throttled())))
                .isEqualTo(new Throttled(Optional.empty()));
    }

    @Test
    void serverErrorIsUnavailable() throws Exception {
        assertThat(trouble(wired.plain(Turn.serverError(500))))
                .isEqualTo(new Unavailable(Cause.SERVER_ERROR));
        assertThat(trouble(wired.streamed(Turn.serverError(503))))
                .isEqualTo(new Unavailable(Cause.SERVER_ERROR));
    }

    @Test
    void resetBeforeTheHeadIsAReset() throws Exception {
        assertThat(trouble(wired.streamed(Turn.echo().with(Fault.RESET_BEFORE_HEAD))))
                .isEqualTo(new Unavailable(Cause.RESET));
        assertThat(trouble(wired.plain(Turn.echo().with(Fault.CLOSE_BEFORE_HEAD))))
                .isEqualTo(new Unavailable(Cause.RESET));
    }

    @Test
    void silenceEndsAtTheFirstTokenLimit() throws Exception {
        assertThat(trouble(wired.streamed(Turn.echo().with(Fault.SILENCE), SHORT)))
                .isEqualTo(new TimedOut(Phase.FIRST_TOKEN));
        assertThat(trouble(wired.streamed(Turn.echo().with(Fault.SILENCE_AFTER_HEAD), SHORT)))
                .isEqualTo(new TimedOut(Phase.FIRST_TOKEN));
    }

    @Test
    void silentPlainCallEndsAtTheTotalLimit() throws Exception {
        assertThat(trouble(wired.plain(Turn.echo().with(Fault.SILENCE), SHORT)))
                .isEqualTo(new TimedOut(Phase.TOTAL));
    }

    @Test
    void roleAloneIsNoFirstToken() throws Exception {
        Turn roleThenNothing = Turn.words(3).with(Fault.STALL, 1);
        assertThat(trouble(wired.streamed(roleThenNothing, SHORT)))
                .isEqualTo(new TimedOut(Phase.FIRST_TOKEN));
    }

    @Test
    void stallEndsAtTheIdleLimit() throws Exception {
        Witness heard = wired.streamed(Turn.words(20).with(Fault.STALL), SHORT);
        assertThat(trouble(heard)).isEqualTo(new TimedOut(Phase.IDLE));
        assertThat(heard.text()).startsWith("word and");
        assertThat(trouble(wired.plain(Turn.words(20).with(Fault.STALL), SHORT)))
                .isEqualTo(new TimedOut(Phase.IDLE));
    }

    @Test
    void slowButSteadyStreamEndsAtTheTotalLimit() throws Exception {
        Turn steady = Turn.words(1_000).between(Duration.ofMillis(100));
        assertThat(trouble(wired.streamed(steady, SHORT))).isEqualTo(new TimedOut(Phase.TOTAL));
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "RESET", "CUT_IN_CHARACTER"})
    void cutAnswerIsNeverDone(Fault fault) throws Exception {
        Witness stream = wired.streamed(Turn.words(30).with(fault));
        assertThat(trouble(stream)).isEqualTo(new Malformed(Cause.CUT));
        assertThat(stream.text()).startsWith("word and");
        Witness plain = wired.plain(Turn.says("caf\u00e9 and so on").with(fault));
        assertThat(trouble(plain)).isEqualTo(new Malformed(Cause.CUT));
        assertThat(plain.frames()).isEmpty();
    }

    @Test
    void cutInsideToolArgumentsIsNeverDone() throws Exception {
        Turn call = Turn.callsTool("call_1", "book", "{\"ward\":\"east\",\"bed\":12}");
        Witness heard = wired.streamed(call.with(Fault.CUT, 4));
        assertThat(trouble(heard)).isEqualTo(new Malformed(Cause.CUT));
        assertThat(heard.pieces()).contains(new Piece.ToolCall(0, 0, "call_1", "book"));
    }

    @Test
    void malformedEventIsBadJson() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.MALFORMED_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_JSON));
        assertThat(trouble(wired.plain(Turn.words(9).with(Fault.MALFORMED_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_JSON));
    }

    @Test
    void brokenTransferChunkIsBadFraming() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.BAD_FRAMING))))
                .isEqualTo(new Malformed(Cause.BAD_FRAMING));
    }

    @Test
    void errorInsideTheStreamFails() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.ERROR_EVENT))))
                .isEqualTo(new Malformed(Cause.ERROR_EVENT));
    }

    @Test
    void missingDoneIsNoFault() throws Exception {
        Witness heard = wired.streamed(Turn.says("all of it").with(Fault.NO_DONE));
        assertThat(heard.trouble()).isEmpty();
        assertThat(heard.text()).isEqualTo("all of it");
    }

    @Test
    void missingDoneAndEndFinishPromptlyWithUsage() throws Exception {
        long begun = System.nanoTime();
        Witness heard = wired.streamed(Turn.says("all of it").with(Fault.NO_DONE_NO_END));
        assertThat(heard.trouble()).isEmpty();
        assertThat(heard.pieces()).last().isInstanceOf(Piece.Used.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void missingUsageDoneAndEndFinishAfterAGrace() throws Exception {
        Turn turn = Turn.says("all of it").withoutUsage().with(Fault.NO_DONE_NO_END);
        Witness heard = wired.streamed(turn);
        assertThat(heard.trouble()).isEmpty();
        assertThat(heard.text()).isEqualTo("all of it");
    }

    @Test
    void contextTooLongAndContentFilterAreTold() throws Exception {
        assertThat(trouble(wired.streamed(Turn.contextTooLong())))
                .isEqualTo(new Rejected(Reason.CONTEXT_TOO_LONG));
        assertThat(trouble(wired.plain(Turn.contentFilter())))
                .isEqualTo(new Rejected(Reason.CONTENT_FILTER));
    }

    @Test
    void secondDoneIsIgnoredAndTheConnectionIsKept() throws Exception {
        assertThat(wired.streamed(Turn.says("x").with(Fault.DOUBLE_DONE)).trouble()).isEmpty();
        assertThat(wired.streamed(Turn.says("y")).text()).isEqualTo("y");
        assertThat(wired.vendor.connections()).isEqualTo(1);
    }

    @Test
    void oversizedAnswersAreRefused() throws Exception {
        assertThat(trouble(wired.streamed(Turn.words(9).with(Fault.HUGE_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_FRAMING));
        assertThat(trouble(wired.plain(Turn.words(9).with(Fault.HUGE_EVENT))))
                .isEqualTo(new Malformed(Cause.BAD_FRAMING));
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE_BY_BYTE", "CRLF_AND_COMMENTS", "CR_LINES", "CLOSE_AFTER"})
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

    @Test
    void nobodyThereIsConnect() throws Exception {
        var elsewhere = wired.open(wired.vendor.base(), 4);
        wired.vendor.close();
        Witness heard = new Witness();
        var ask = Calls.ask(Calls.chat("x"), "m", Calls.PATIENT);
        wired.call(elsewhere, ask, heard);
        assertThat(trouble(heard.atEnd())).isEqualTo(new Unavailable(Cause.CONNECT));
    }

    private static Trouble trouble(Witness heard) {
        return heard.trouble().orElseThrow(() -> new AssertionError("it was done"));
    }
}
