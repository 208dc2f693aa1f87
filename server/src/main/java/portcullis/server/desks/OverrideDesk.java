package portcullis.server.desks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Set;
import portcullis.disclosure.note.Noter;
import portcullis.disclosure.override.Acknowledgement;
import portcullis.disclosure.override.Overridden;
import portcullis.disclosure.override.Overrider;
import portcullis.disclosure.override.Overrider.Reasons;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** Lets a scanned text out in spite of its findings, on the word of a colleague (SCR-46). */
public final class OverrideDesk {
    private static final Set<String> FIELDS = Set.of("justification", "acknowledgements");
    private static final int LONGEST = 4_000;

    private final Noter noter;
    private final Overrider overrider;

    public OverrideDesk(Noter noter, Overrider overrider) {
        this.noter = noter;
        this.overrider = overrider;
    }

    /** {@code POST /api/phi/override/{id}}: {@code {justification, acknowledgements[4]}}. */
    public Outcome<Answer> override(Visit visit) {
        return Fields.read(visit.body(), FIELDS)
                .then(OverrideDesk::reasons)
                .then(
                        reasons ->
                                noter.find(visit.caller(), visit.path("id"))
                                        .then(
                                                scan ->
                                                        overrider.override(
                                                                visit.caller(), scan, reasons)))
                .map(made -> Json.with(201, shown(made)));
    }

    private static Outcome<Reasons> reasons(Fields fields) {
        return fields.text("justification", LONGEST)
                .then(
                        words ->
                                acknowledgements(fields.node("acknowledgements"))
                                        .map(all -> new Reasons(SensitiveText.of(words), all)));
    }

    private static Outcome<Set<Acknowledgement>> acknowledgements(JsonNode names) {
        Set<Acknowledgement> all = EnumSet.noneOf(Acknowledgement.class);
        for (Acknowledgement one : Acknowledgement.values()) {
            for (JsonNode name : names) {
                if (name.asText().equals(ShownScan.lower(one))) {
                    all.add(one);
                }
            }
        }
        boolean whole = names.isMissingNode() || names.isArray();
        return whole && all.size() == names.size()
                ? Outcome.passed(all)
                : Fields.refused(RefusalCode.INVALID_VALUE, "acknowledgements");
    }

    static ObjectNode shown(Overridden made) {
        return Json.object()
                .put("overrideId", made.id().toString())
                .put("scanId", made.scan().toString())
                .put("context", ShownScan.lower(made.context()))
                .put("by", made.by().value())
                .put("created", made.created().toString())
                .put("expires", made.expires().toString());
    }
}
