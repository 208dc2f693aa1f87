package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import portcullis.gateway.receive.Receiver;
import portcullis.gateway.screen.Screener;
import portcullis.kernel.Outcome;
import portcullis.kernel.RequestId;

/** Walks an invented request through the first rooms until they are quick. */
final class Rehearsal {
    private static final int ROUNDS = 30;

    /** One of each kind of text, all invented. */
    private static final String SAMPLE =
            "Patient: Jane Roe, DOB 01/02/1950, MRN 00012345, SSN 219-09-9999, seen on 2024-03-05"
                    + " by Dr. Doe at 12 Main Street. Call (555) 010-2030 or write to"
                    + " jane.roe\\u0040example.org, see https://example.org/x?y=1 and 192.0.2.7."
                    + " Card 4111 1111 1111 1111, BP 120/80, 5 mg twice daily. ";

    private Rehearsal() {}

    static void of(Receiver receiver, Screener screener) {
        Raw raw =
                new Raw(
                        RequestId.random(),
                        Dialect.OPENAI_CHAT,
                        body(),
                        Map.of(),
                        Optional.empty());
        int quick = 0;
        for (int round = 0; round < ROUNDS && quick < 3; round++) {
            boolean passed = receiver.receive(raw).then(screener::read) instanceof Outcome.Passed;
            quick = passed ? quick + 1 : 0;
        }
    }

    private static byte[] body() {
        String message = "{\"role\":\"user\",\"content\":\"" + SAMPLE.repeat(4) + "\"}";
        return ("{\"model\":\"rehearsal\",\"messages\":[" + message + "," + message + "]}")
                .getBytes(UTF_8);
    }
}
