package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import portcullis.disclosure.report.Incident;
import portcullis.disclosure.report.Incident.Progress;
import portcullis.disclosure.report.Reporter;
import portcullis.disclosure.report.Reporter.Change;
import portcullis.disclosure.report.Step;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** Incidents of the caller's tenant and their six steps (SCR-47). */
public final class IncidentDesk {
    private static final Set<String> CHANGED = Set.of("step", "owner", "done", "note");
    private static final int LONGEST = 4_000;
    private static final int LONGEST_NAME = 100;

    private final Reporter reporter;

    public IncidentDesk(Reporter reporter) {
        this.reporter = reporter;
    }

    /** {@code GET /api/phi/incidents}: newest first. */
    public Outcome<Answer> list(Visit visit) {
        return Paging.of(visit)
                .map(
                        page ->
                                page.shown(
                                        "incidents",
                                        reporter.list(visit.caller(), page.before(), page.limit()),
                                        this::shown,
                                        Incident::number));
    }

    /** {@code POST /api/phi/incidents}: {@code {summary}}. */
    public Outcome<Answer> report(Visit visit) {
        return Fields.read(visit.body(), Set.of("summary"))
                .then(fields -> fields.text("summary", LONGEST))
                .map(words -> reporter.report(visit.caller(), SensitiveText.of(words)))
                .map(incident -> Json.with(201, shown(incident)));
    }

    /** {@code POST /api/phi/incidents/{id}/steps}: {@code {step, owner?, done?, note?}}. */
    public Outcome<Answer> step(Visit visit) {
        return Fields.read(visit.body(), CHANGED)
                .then(IncidentDesk::change)
                .then(change -> reporter.step(visit.caller(), visit.path("id"), change))
                .map(incident -> Json.ok(shown(incident)));
    }

    private static Outcome<Change> change(Fields fields) {
        return step(fields)
                .then(
                        step ->
                                fields.optionalText("owner", LONGEST_NAME)
                                        .then(owner -> change(fields, step, owner)));
    }

    private static Outcome<Change> change(Fields fields, Step step, Optional<String> owner) {
        return fields.flag("done", false)
                .then(
                        done ->
                                fields.optionalText("note", LONGEST)
                                        .map(note -> SensitiveText.of(note.orElse("")))
                                        .map(note -> new Change(step, owner, done, note)));
    }

    private static Outcome<Step> step(Fields fields) {
        return fields.text("step", LONGEST_NAME)
                .then(
                        name ->
                                Stream.of(Step.values())
                                        .filter(step -> ShownScan.lower(step).equals(name))
                                        .findFirst()
                                        .map(Outcome::passed)
                                        .orElseGet(
                                                () ->
                                                        Fields.refused(
                                                                RefusalCode.INVALID_VALUE,
                                                                "step")));
    }

    private ObjectNode shown(Incident incident) {
        ObjectNode shown =
                Json.object()
                        .put("incidentId", incident.id().toString())
                        .put("cause", ShownScan.lower(incident.cause()))
                        .put("opened", incident.opened().toString())
                        .put("open", incident.open());
        incident.by().ifPresent(key -> shown.put("reportedBy", key.value()));
        incident.request().ifPresent(id -> shown.put("requestId", id.value()));
        if (incident.summary().length() > 0) {
            shown.put("summary", incident.summary().reveal());
        }
        ArrayNode steps = shown.putArray("steps");
        incident.steps().forEach(step -> steps.add(shown(step)));
        return shown;
    }

    private ObjectNode shown(Progress step) {
        ObjectNode shown =
                Json.object()
                        .put("step", ShownScan.lower(step.step()))
                        .put("due", step.due().toString())
                        .put("overdue", reporter.overdue(step));
        if (!step.owner().isEmpty()) {
            shown.put("owner", step.owner());
        }
        step.done()
                .ifPresent(
                        done ->
                                shown.put("done", done.at().toString())
                                        .put("doneBy", done.by().value()));
        if (step.note().length() > 0) {
            shown.put("note", step.note().reveal());
        }
        return shown;
    }
}
