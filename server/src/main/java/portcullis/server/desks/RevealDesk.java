package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import portcullis.disclosure.note.Noter;
import portcullis.disclosure.reveal.AccessEntry;
import portcullis.disclosure.reveal.AccessRequest;
import portcullis.disclosure.reveal.Revealer;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/**
 * Shows kept values: somebody asks with a reason, somebody else decides, and the one who asked
 * shows a token once (screening specification, section 9).
 */
public final class RevealDesk {
    private static final Set<String> ASKED = Set.of("scanId", "finding", "reason");
    private static final int LONGEST = 4_000;
    private static final int LONGEST_TOKEN = 200;
    private static final int MOST_FINDINGS = 1_000_000;

    private final Noter noter;
    private final Revealer revealer;

    public RevealDesk(Noter noter, Revealer revealer) {
        this.noter = noter;
        this.revealer = revealer;
    }

    /** {@code POST /api/phi/access-requests}: {@code {scanId, finding, reason}}. */
    public Outcome<Answer> request(Visit visit) {
        return Fields.read(visit.body(), ASKED)
                .then(fields -> requested(visit, fields))
                .map(request -> Json.with(201, shown(visit, request)));
    }

    private Outcome<AccessRequest> requested(Visit visit, Fields fields) {
        return fields.text("scanId", LONGEST_TOKEN)
                .then(
                        scan ->
                                finding(fields)
                                        .then(finding -> requested(visit, fields, scan, finding)));
    }

    private Outcome<AccessRequest> requested(
            Visit visit, Fields fields, String scanId, int finding) {
        return fields.text("reason", LONGEST)
                .then(
                        reason ->
                                noter.find(visit.caller(), scanId)
                                        .then(
                                                scan ->
                                                        revealer.request(
                                                                visit.caller(),
                                                                scan,
                                                                finding,
                                                                SensitiveText.of(reason))));
    }

    private static Outcome<Integer> finding(Fields fields) {
        return fields.number("finding", 0, MOST_FINDINGS)
                .then(
                        place ->
                                place.isPresent()
                                        ? Outcome.passed(place.getAsInt())
                                        : Fields.refused(RefusalCode.MISSING_FIELD, "finding"));
    }

    /** {@code GET /api/phi/access-requests}: newest first; the token only to the one who asked. */
    public Outcome<Answer> list(Visit visit) {
        return Paging.of(visit)
                .map(
                        page ->
                                page.shown(
                                        "requests",
                                        revealer.list(visit.caller(), page.before(), page.limit()),
                                        request -> shown(visit, request),
                                        AccessRequest::number));
    }

    /** {@code POST /api/phi/access-requests/{id}/decide}: {@code {decision: approve·reject}}. */
    public Outcome<Answer> decide(Visit visit) {
        return Fields.read(visit.body(), Set.of("decision"))
                .then(fields -> fields.text("decision", LONGEST_TOKEN))
                .then(RevealDesk::approved)
                .then(approved -> revealer.decide(visit.caller(), visit.path("id"), approved))
                .map(request -> Json.ok(shown(visit, request)));
    }

    private static Outcome<Boolean> approved(String decision) {
        return switch (decision) {
            case "approve" -> Outcome.passed(true);
            case "reject" -> Outcome.passed(false);
            default -> Fields.refused(RefusalCode.INVALID_VALUE, "decision");
        };
    }

    /** {@code POST /api/phi/reveal}: {@code {token}}; once. */
    public Outcome<Answer> reveal(Visit visit) {
        return Fields.read(visit.body(), Set.of("token"))
                .then(fields -> fields.text("token", LONGEST_TOKEN))
                .then(token -> revealer.reveal(visit.caller(), SensitiveText.of(token)))
                .map(value -> Json.ok(Json.object().put("value", value.reveal())));
    }

    /** {@code GET /api/phi/access-log}: who saw what, and why; newest first. */
    public Outcome<Answer> log(Visit visit) {
        return Paging.of(visit)
                .map(
                        page ->
                                page.shown(
                                        "entries",
                                        revealer.log(visit.caller(), page.before(), page.limit()),
                                        RevealDesk::shown,
                                        AccessEntry::number));
    }

    private ObjectNode shown(Visit visit, AccessRequest request) {
        ObjectNode shown =
                Json.object()
                        .put("requestId", request.id().toString())
                        .put("scanId", request.scan().toString())
                        .put("finding", request.finding())
                        .put("requester", request.requester().value())
                        .put("reason", request.reason().reveal())
                        .put("created", request.created().toString())
                        .put("state", ShownScan.lower(revealer.state(request)));
        request.decision()
                .ifPresent(
                        made ->
                                shown.put("decidedBy", made.by().value())
                                        .put("decided", made.at().toString()));
        request.used().ifPresent(at -> shown.put("used", at.toString()));
        Optional<SensitiveText> token = revealer.token(visit.caller(), request);
        token.ifPresent(secret -> shown.put("token", secret.reveal()));
        return shown;
    }

    private static ObjectNode shown(AccessEntry entry) {
        return Json.object()
                .put("number", entry.number())
                .put("time", entry.at().toString())
                .put("key", entry.by().value())
                .put("deed", ShownScan.lower(entry.deed()))
                .put("requestId", entry.request().toString())
                .put("scanId", entry.scan().toString())
                .put("finding", entry.finding())
                .put("reason", entry.reason().reveal());
    }
}
