package portcullis.server.wiring;

import java.time.Duration;
import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Policy;
import portcullis.privacy.Specimen;

/** A made-up finding that the screening must make, or it is not working. */
final class Canary {
    private static final Leaf LEAF =
            new Leaf(
                    SensitiveText.of(""),
                    SensitiveText.of("write to canary@example.org"),
                    Leaf.Treatment.REWRITABLE,
                    0);

    private Canary() {}

    static boolean found(Inspection inspection) {
        Outcome<Inspected> outcome =
                inspection.inspect(
                        new Specimen(Context.AI_INPUT, List.of(LEAF)),
                        Policy.PSEUDONYMISE,
                        Deadline.in(Duration.ofSeconds(1)));
        return switch (outcome) {
            case Outcome.Passed<Inspected>(Inspected inspected) -> !inspected.findings().isEmpty();
            case Outcome.Refused<Inspected> _ -> false;
        };
    }
}
