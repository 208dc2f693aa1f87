package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import portcullis.governance.budget.Bursar;
import portcullis.governance.budget.Incident;
import portcullis.governance.budget.Standing;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** The budgets of the caller's own tenant. Money is in millionths of the currency. */
public final class BudgetDesk {
    private final Bursar bursar;

    public BudgetDesk(Bursar bursar) {
        this.bursar = bursar;
    }

    /** {@code GET /api/governance/budgets}. */
    public Outcome<Answer> list(Visit visit) {
        return bursar.all(visit.caller())
                .then(
                        standings ->
                                bursar.incidents(visit.caller())
                                        .map(incidents -> shown(standings, incidents)));
    }

    private static Answer shown(List<Standing> standings, List<Incident> incidents) {
        ObjectNode answer = Json.object();
        answer.set("budgets", shown(standings));
        ArrayNode open = answer.putArray("incidents");
        incidents.forEach(one -> open.add(shown(one)));
        return Json.ok(answer);
    }

    /** {@code POST …/budgets/acknowledge}: {@code {"target": "main/gpt-x"}}. */
    public Outcome<Answer> acknowledge(Visit visit) {
        return Fields.read(visit.body(), Set.of("target"))
                .then(fields -> fields.text("target", 128))
                .then(BudgetDesk::label)
                .then(target -> bursar.acknowledge(visit.caller(), target))
                .map(target -> Json.ok(Json.object().put("target", target.value())));
    }

    private static Outcome<Label> label(String text) {
        try {
            return Outcome.passed(new Label(text));
        } catch (IllegalArgumentException otherShape) {
            return Fields.refused(RefusalCode.INVALID_VALUE, "target");
        }
    }

    /** Budgets as they stand; the status of limits shows the same. */
    static ArrayNode shown(List<Standing> standings) {
        ArrayNode all = Json.object().putArray("budgets");
        standings.forEach(one -> all.add(shown(one)));
        return all;
    }

    private static ObjectNode shown(Standing one) {
        ObjectNode node =
                Json.object()
                        .put("scope", lower(one.account().scope()))
                        .put("name", one.account().subject().value())
                        .put("window", lower(one.account().window()))
                        .put("ceiling_micros", one.line().ceiling())
                        .put("settled_micros", one.line().settled())
                        .put("reserved_micros", one.line().reserved())
                        .put("remaining_micros", one.remaining());
        one.resets().ifPresent(at -> node.put("resets", at.toString()));
        return node;
    }

    private static ObjectNode shown(Incident one) {
        return Json.object()
                .put("target", one.target().value())
                .put("request", one.call().request().value())
                .put("reserved_micros", one.reserved())
                .put("billed_micros", one.billed())
                .put("time", one.at().toString());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
