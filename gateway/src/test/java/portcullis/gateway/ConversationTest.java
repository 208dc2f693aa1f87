package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.ScriptedProvider.answers;
import static portcullis.gateway.ScriptedProvider.breaksAfter;
import static portcullis.gateway.ScriptedProvider.stalls;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import portcullis.gateway.Dialogue.Speaker;
import portcullis.gateway.Dialogue.Turn;
import portcullis.gateway.route.Trouble;
import portcullis.governance.audit.Decision;
import portcullis.kernel.Deadline;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

class ConversationTest {

    private static Dialogue about(String text) {
        return new Dialogue(
                TestHouse.MODEL,
                List.of(
                        new Turn(Speaker.SYSTEM, SensitiveText.of("Be \"kind\".\n")),
                        new Turn(Speaker.USER, SensitiveText.of(text))));
    }

    private static Outcome<Answered> converse(TestHouse house, String text, StringBuilder heard) {
        return converse(house, text, heard, Duration.ofSeconds(20));
    }

    private static Outcome<Answered> converse(
            TestHouse house, String text, StringBuilder heard, Duration limit) {
        return new Conversation(house.calls, 10)
                .converse(
                        house.visitors.admitted(TestHouse.TENANT),
                        RequestId.random(),
                        about(text),
                        Deadline.in(limit),
                        part -> heard.append(part.reveal()));
    }

    private static RefusalCode refused(Outcome<Answered> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Answered> _ -> throw new AssertionError("passed");
            case Outcome.Refused<Answered>(Refusal refusal) -> refusal.code();
        };
    }

    @Test
    void anApplicationTakesTheSameJourney() {
        ScriptedProvider provider =
                new ScriptedProvider(answers(Chunks.streamed("Wrote to [EM", "AIL_1].")));
        try (TestHouse house = TestHouse.of(provider)) {
            StringBuilder heard = new StringBuilder();
            Outcome<Answered> outcome = converse(house, "Mail ann.lee@example.org", heard);
            Answered answered = portcullis.testkit.Visitors.passed(outcome);
            assertThat(answered.text().reveal()).isEqualTo("Wrote to ann.lee@example.org.");
            assertThat(heard).hasToString("Wrote to ann.lee@example.org.");
            assertThat(answered.decision()).isEqualTo(Decision.ANSWERED);
            assertThat(answered.inputTokens()).isEqualTo(5);
            assertThat(answered.target()).contains(new Label("p0/vendor-0"));
            assertThat(provider.bodies.getFirst())
                    .doesNotContain("ann.lee")
                    .contains("Be \\\"kind\\\".\\n");
            assertThat(house.written("receipt")).hasSize(1);
        }
    }

    @Test
    void aRefusalComesBackAsAValue() {
        ScriptedProvider cut =
                new ScriptedProvider(
                        breaksAfter(
                                List.of(Chunks.text(0, "half")),
                                new Trouble.Malformed(Trouble.Cause.CUT)));
        try (TestHouse house = TestHouse.of(cut)) {
            StringBuilder heard = new StringBuilder();
            assertThat(refused(converse(house, "Tell", heard))).isEqualTo(RefusalCode.PROVIDER_CUT);
            assertThat(heard).hasToString("half");
        }
    }

    @Test
    void theDeadlineEndsTheWait() {
        ScriptedProvider silent = new ScriptedProvider(stalls(List.of()));
        try (TestHouse house = TestHouse.of(silent)) {
            Duration limit = Duration.ofMillis(200);
            assertThat(refused(converse(house, "Tell", new StringBuilder(), limit)))
                    .isEqualTo(RefusalCode.PROVIDER_TIMEOUT);
            assertThat(silent.attempts.getFirst().cancelled).isDone();
        }
    }

    @Test
    void aDeadlineThatHasPassedSendsNothing() {
        ScriptedProvider provider = new ScriptedProvider(answers(Chunks.streamed("late")));
        try (TestHouse house = TestHouse.of(provider)) {
            assertThat(refused(converse(house, "Tell", new StringBuilder(), Duration.ZERO)))
                    .isEqualTo(RefusalCode.PROVIDER_TIMEOUT);
            assertThat(provider.bodies).isEmpty();
            assertThat(house.written("receipt")).hasSize(1);
        }
    }

    @Test
    void anInterruptCancelsTheCall() throws Exception {
        ScriptedProvider silent = new ScriptedProvider(stalls(List.of()));
        try (TestHouse house = TestHouse.of(silent)) {
            CompletableFuture<RefusalCode> code = new CompletableFuture<>();
            Thread waiting =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            code.complete(
                                                    refused(
                                                            converse(
                                                                    house,
                                                                    "Tell",
                                                                    new StringBuilder()))));
            waiting.interrupt();
            assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(RefusalCode.CANCELLED);
            assertThat(house.written("receipt").getFirst().path("decision").asText())
                    .isEqualToIgnoringCase("cancelled");
        }
    }
}
