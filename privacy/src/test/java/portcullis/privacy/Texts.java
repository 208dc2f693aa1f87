package portcullis.privacy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/** Builds specimens and opens outcomes. */
final class Texts {
    static final Inspection INSPECTION = Inspection.firstWidth();

    private Texts() {}

    static Leaf leaf(String key, String text, Leaf.Treatment treatment, int joint) {
        return new Leaf(SensitiveText.of(key), SensitiveText.of(text), treatment, joint);
    }

    static Specimen specimen(String... texts) {
        List<Leaf> leaves = new ArrayList<>();
        for (String text : texts) {
            leaves.add(leaf("content", text, Leaf.Treatment.REWRITABLE, leaves.size()));
        }
        return new Specimen(Context.AI_INPUT, leaves);
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    static Outcome<Inspected> inspect(Specimen specimen) {
        return INSPECTION.inspect(specimen, Policy.PSEUDONYMISE, soon());
    }

    static Inspected passed(Outcome<Inspected> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Inspected>(Inspected inspected) -> inspected;
            case Outcome.Refused<Inspected>(var refusal) ->
                    throw new AssertionError("refused: " + refusal.code());
        };
    }

    static RefusalCode refused(Outcome<Inspected> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Inspected> _ -> throw new AssertionError("passed");
            case Outcome.Refused<Inspected>(var refusal) -> refusal.code();
        };
    }

    static Inspected of(String text) {
        return passed(inspect(specimen(text)));
    }

    static String mask(String text) {
        return of(text).texts().getFirst().reveal();
    }
}
