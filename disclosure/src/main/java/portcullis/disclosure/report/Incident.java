package portcullis.disclosure.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import portcullis.kernel.KeyId;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;

/**
 * Something that must not happen, and what is done about it.
 *
 * @param number of its row, for paging
 * @param by who reported it; empty when it opened by itself
 * @param request in which it was seen, when there is one
 * @param summary sealed where it is kept; may be empty
 * @param steps all six, in their order
 */
public record Incident(
        IncidentId id,
        long number,
        TenantId tenant,
        Cause cause,
        Instant opened,
        Optional<KeyId> by,
        Optional<RequestId> request,
        SensitiveText summary,
        List<Progress> steps) {

    /**
     * Where a step stands.
     *
     * @param owner who sees to it: a name without blanks; empty for nobody yet
     * @param note sealed where it is kept
     */
    public record Progress(
            Step step, Instant due, String owner, Optional<Done> done, SensitiveText note) {
        public boolean overdue(Instant now) {
            return done.isEmpty() && now.isAfter(due);
        }
    }

    /** Who did a step, and when. */
    public record Done(KeyId by, Instant at) {}

    public Incident {
        steps = steps.stream().sorted(Comparator.comparing(Progress::step)).toList();
    }

    /** Open until its last step is done. */
    public boolean open() {
        return steps.stream().anyMatch(step -> step.done().isEmpty());
    }

    Progress progress(Step step) {
        return steps.stream().filter(one -> one.step() == step).findFirst().orElseThrow();
    }
}
