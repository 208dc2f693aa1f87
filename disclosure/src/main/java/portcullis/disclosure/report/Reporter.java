package portcullis.disclosure.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import portcullis.disclosure.report.Incident.Done;
import portcullis.disclosure.report.Incident.Progress;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.EventLog;
import portcullis.kernel.FieldPath;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;

/** Opens incidents, walks them through their six steps, and tells which are late (SCR-47). */
public final class Reporter {
    /** One cause opens by itself at most once in this time for each tenant. */
    private static final Duration QUIET = Duration.ofHours(1);

    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    private final IncidentStore store;
    private final Clock clock;
    private final EventLog log;

    public Reporter(IncidentStore store, Clock clock, EventLog log) {
        this.store = store;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Opens an incident by itself, unless one of the same cause was opened within the last hour.
     * Blocks; when it cannot be written the log tells it.
     */
    public void open(TenantId tenant, Cause cause, Optional<RequestId> request) {
        try {
            if (!store.openedSince(tenant, cause, clock.instant().minus(QUIET))) {
                add(tenant, cause, new Origin(Optional.empty(), request), SensitiveText.of(""));
            }
        } catch (StoreUnavailable away) {
            log.write(new IncidentEvent.IncidentUnwritten(tenant, cause));
        }
    }

    /** Opens an incident that somebody reports. */
    public Incident report(Permitted caller, SensitiveText summary) {
        Origin origin = new Origin(Optional.of(caller.key()), Optional.empty());
        return add(caller.tenant(), Cause.REPORTED, origin, summary);
    }

    private record Origin(Optional<KeyId> by, Optional<RequestId> request) {}

    private Incident add(TenantId tenant, Cause cause, Origin origin, SensitiveText summary) {
        Instant now = now();
        Incident incident =
                new Incident(
                        IncidentId.random(),
                        0,
                        tenant,
                        cause,
                        now,
                        origin.by(),
                        origin.request(),
                        summary,
                        Arrays.stream(Step.values()).map(step -> fresh(step, now)).toList());
        store.add(incident);
        log.write(new IncidentEvent.IncidentOpened(tenant, name(incident.id()), cause));
        return incident;
    }

    private static Progress fresh(Step step, Instant opened) {
        return new Progress(
                step, opened.plus(step.within()), "", Optional.empty(), SensitiveText.of(""));
    }

    /** Incidents of the caller's tenant before a number, newest first. */
    public List<Incident> list(Permitted caller, long before, int most) {
        return store.list(caller.tenant(), before, most);
    }

    /**
     * What is written about a step.
     *
     * @param owner who sees to it; unchanged when absent
     * @param done that it is done now
     */
    public record Change(Step step, Optional<String> owner, boolean done, SensitiveText note) {}

    /**
     * Gives a step its owner, or says that it is done.
     *
     * @return refused with {@code NOT_FOUND}; {@code INVALID_VALUE} for a name with blanks; {@code
     *     MISSING_FIELD} when a step is done that has no owner; {@code CONFLICT} when it was done
     *     before, or the review comes before the other steps
     */
    public Outcome<Incident> step(Permitted caller, String id, Change change) {
        Optional<Incident> found = find(caller, id);
        if (found.isEmpty()) {
            return Outcome.refused(RefusalCode.NOT_FOUND);
        }
        Incident incident = found.get();
        Progress before = incident.progress(change.step());
        String owner = change.owner().orElse(before.owner());
        Optional<Refusal> refusal = refusal(incident, change, owner);
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        Optional<Done> done =
                change.done() ? Optional.of(new Done(caller.key(), now())) : Optional.empty();
        SensitiveText note = change.note().length() > 0 ? change.note() : before.note();
        Progress after = new Progress(change.step(), before.due(), owner, done, note);
        return store.progress(incident, after)
                ? find(caller, id)
                        .map(Outcome::passed)
                        .orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND))
                : Outcome.refused(RefusalCode.CONFLICT);
    }

    private static Optional<Refusal> refusal(Incident incident, Change change, String owner) {
        if (change.owner().filter(name -> !OWNER.matcher(name).matches()).isPresent()) {
            return refused(RefusalCode.INVALID_VALUE, "owner");
        }
        if (change.done() && owner.isEmpty()) {
            return refused(RefusalCode.MISSING_FIELD, "owner");
        }
        boolean early =
                change.done()
                        && change.step() == Step.REVIEW
                        && incident.steps().stream()
                                .anyMatch(one -> one.step() != Step.REVIEW && one.done().isEmpty());
        boolean late = incident.progress(change.step()).done().isPresent();
        return early || late ? refused(RefusalCode.CONFLICT, "step") : Optional.empty();
    }

    private static Optional<Refusal> refused(RefusalCode code, String field) {
        return Optional.of(Refusal.of(code).at(FieldPath.field(field)));
    }

    private Optional<Incident> find(Permitted caller, String id) {
        return IncidentId.parse(id).flatMap(named -> store.find(caller.tenant(), named));
    }

    /** Tells the log of every step whose time is over, once. */
    public void alert() {
        store.late(clock.instant())
                .forEach(
                        late ->
                                log.write(
                                        new IncidentEvent.StepOverdue(
                                                late.tenant(),
                                                name(late.incident()),
                                                late.step())));
    }

    private static Label name(IncidentId id) {
        return new Label(id.toString());
    }

    /** How many are open, and how many steps are late. */
    public IncidentStore.Standing standing() {
        return store.standing(clock.instant());
    }

    /** Whether a step is late now. */
    public boolean overdue(Progress progress) {
        return progress.overdue(clock.instant());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
