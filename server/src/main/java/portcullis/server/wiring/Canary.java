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

/** Made-up findings that the screening must make, or it is not working. */
final class Canary {
    private static final Sample MAIL = new Sample("write to ", "canary@example.org");

    /** Published test numbers and ranges that are given to nobody. */
    private static final List<Sample> SAMPLES =
            List.of(
                    MAIL,
                    new Sample("call ", "212-555-0142"),
                    new Sample("SSN: ", "219-09-9999"),
                    new Sample("MRN: ", "84736251"),
                    new Sample("card ", "4111 1111 1111 1111"),
                    new Sample("IBAN ", "GB82 WEST 1234 5698 7654 32"),
                    new Sample("NPI ", "1234567893"),
                    new Sample("born ", "1984-02-29"),
                    new Sample("from ", "192.0.2.77"),
                    new Sample("see ", "https://canary.example.org/a?b=c"),
                    new Sample("NHS number ", "943 476 5919"));

    private record Sample(String before, String value) {}

    private Canary() {}

    /** Whether the simplest one is found; asked by every look at the health. */
    static boolean found(Inspection inspection) {
        return masked(inspection, MAIL);
    }

    /** How many kinds are not found. */
    static int unseen(Inspection inspection) {
        return (int) SAMPLES.stream().filter(sample -> !masked(inspection, sample)).count();
    }

    private static boolean masked(Inspection inspection, Sample sample) {
        SensitiveText text = SensitiveText.of(sample.before() + sample.value());
        Outcome<Inspected> outcome =
                inspection.inspect(
                        specimen(Context.AI_INPUT, text),
                        Policy.PSEUDONYMISE,
                        Deadline.in(Duration.ofSeconds(1)));
        return switch (outcome) {
            case Outcome.Passed<Inspected>(Inspected inspected) ->
                    !inspected.findings().isEmpty() && !inspected.texts().getFirst().equals(text);
            case Outcome.Refused<Inspected> _ -> false;
        };
    }

    static Specimen specimen(Context context, SensitiveText text) {
        Leaf leaf = new Leaf(SensitiveText.of(""), text, Leaf.Treatment.REWRITABLE, 0);
        return new Specimen(context, List.of(leaf));
    }
}
