package portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.route.Ask;
import portcullis.gateway.route.Attempt;
import portcullis.gateway.route.Frame;
import portcullis.gateway.route.Provider;
import portcullis.gateway.route.Signals;
import portcullis.governance.audit.EgressPermit;

/** A thousand calls at once, each with values of its own behind the same placeholders. */
@Tag("SCR-66")
@Tag("R-066")
class NoMixUpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CALLS = 1000;

    /** Says back what it was asked, in pieces of three characters. */
    private static final class Echo implements Provider {
        private final Set<String> asked = ConcurrentHashMap.newKeySet();

        @Override
        public Attempt call(Ask ask, EgressPermit permit, Signals signals) {
            permit.use();
            String text = content(ask.request().bodyFor(ask.model()));
            asked.add(text);
            List<Frame> frames =
                    ask.request().streamed() ? pieces(text) : List.of(Chunks.whole(text));
            Thread.ofVirtual()
                    .start(
                            () -> {
                                frames.forEach(signals::frame);
                                signals.done();
                            });
            return new ScriptedProvider.Running();
        }

        private static List<Frame> pieces(String text) {
            int parts = (text.length() + 2) / 3;
            return Chunks.streamed(
                    IntStream.range(0, parts)
                            .mapToObj(
                                    part ->
                                            text.substring(
                                                    part * 3,
                                                    Math.min(text.length(), part * 3 + 3)))
                            .toArray(String[]::new));
        }

        private static String content(byte[] body) {
            try {
                return JSON.readTree(body).at("/messages/0/content").asText();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String note(int number) {
        return "Write to person"
                + number
                + "@clinic.example.org about SSN 536-22-"
                + (1000 + number)
                + " please.";
    }

    @Test
    void noCallHearsAnotherOnesValues() {
        Echo echo = new Echo();
        try (TestHouse house = TestHouse.of(echo)) {
            heard(house);
        }
        assertThat(echo.asked).containsExactly("Write to [EMAIL_1] about SSN [SSN_1] please.");
    }

    /** All of them ask the same masked question, so that nearly all answers are shared ones. */
    @Test
    void aSharedAnswerIsRestoredWithTheOwnValuesOfEachListener() {
        try (TestHouse house = TestHouse.remembering(new Echo())) {
            heard(house);
        }
    }

    private static void heard(TestHouse house) {
        List<Listener> listeners = new ArrayList<>();
        for (int number = 0; number < CALLS; number++) {
            String ask =
                    number % 2 == 0
                            ? TestHouse.askStreamed(note(number))
                            : TestHouse.ask(note(number));
            listeners.add(house.call(ask));
        }
        for (int number = 0; number < CALLS; number++) {
            Listener listener = listeners.get(number);
            assertThat(listener.status()).isEqualTo(200);
            assertThat(listener.text()).isEqualTo(note(number));
        }
    }
}
