package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import portcullis.governance.Permission;
import portcullis.governance.audit.AuditTrail;
import portcullis.governance.permit.Permitted;
import portcullis.governance.permit.Permitter;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** Entries of the caller's audit chain: the tenant's for those who may, else their own. */
public final class AuditDesk {
    private static final int USUAL = 100;
    private final AuditTrail trail;
    private final Permitter permitter;

    public AuditDesk(AuditTrail trail, Permitter permitter) {
        this.trail = trail;
        this.permitter = permitter;
    }

    /** {@code GET …/entries?after=SEQ&limit=N}. */
    public Outcome<Answer> entries(Visit visit) {
        return number(visit, "after", 0)
                .then(
                        after ->
                                number(visit, "limit", USUAL)
                                        .then(limit -> page(visit, after, limit)));
    }

    private Outcome<Answer> page(Visit visit, long after, long limit) {
        Permitted wide =
                switch (permitter.also(visit.caller(), Permission.AUDIT_VIEW)) {
                    case Outcome.Passed<Permitted>(Permitted all) -> all;
                    case Outcome.Refused<Permitted> _ -> visit.caller();
                };
        int most = (int) Math.min(limit, AuditTrail.PAGE);
        return trail.entries(wide, after, most).map(AuditDesk::shown);
    }

    private static Answer shown(AuditTrail.Page page) {
        ObjectNode answer = Json.object();
        ArrayNode entries = answer.putArray("entries");
        page.entries()
                .forEach(
                        entry -> {
                            ObjectNode one = entries.addObject();
                            one.put("seq", entry.seq());
                            one.put("leaf", entry.leaf());
                            String body = new String(entry.body(), StandardCharsets.UTF_8);
                            one.putRawValue("entry", new RawValue(body));
                        });
        page.next().ifPresent(next -> answer.put("next", next));
        return Json.ok(answer);
    }

    private static Outcome<Long> number(Visit visit, String name, long fallback) {
        Function<String, Outcome<Long>> read =
                text ->
                        text.matches("\\d{1,15}")
                                ? Outcome.passed(Long.parseLong(text))
                                : Fields.refused(RefusalCode.INVALID_VALUE, name);
        return visit.query(name).map(read).orElseGet(() -> Outcome.passed(fallback));
    }
}
