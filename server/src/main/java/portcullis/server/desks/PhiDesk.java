package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import portcullis.disclosure.note.Noted;
import portcullis.disclosure.note.Noter;
import portcullis.disclosure.note.Noter.Reading;
import portcullis.disclosure.note.Noter.Values;
import portcullis.disclosure.note.Resource;
import portcullis.disclosure.override.Overrider;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.privacy.Context;
import portcullis.privacy.Finding;
import portcullis.privacy.Inspected;
import portcullis.privacy.Inspection;
import portcullis.privacy.Leaf;
import portcullis.privacy.Specimen;
import portcullis.privacy.substitute.Substituted;
import portcullis.privacy.substitute.Substituter;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/**
 * Reads a text for protected information and tells where it stands (screening specification,
 * section 9). An answer shows offsets and types, never text (SCR-45). Without a verdict on the
 * whole text there is a refusal and never an empty list.
 */
public final class PhiDesk {
    private static final Set<String> SCAN =
            Set.of("content", "context", "resourceType", "resourceId", "keep");
    private static final Set<String> REDACT =
            Set.of("content", "context", "style", "resourceType", "resourceId", "keep");
    private static final int LONGEST_NAME = 200;
    private static final int MOST_LISTED = 100;

    private final Inspection inspection;
    private final Noter noter;
    private final Aftermath after;

    public PhiDesk(Inspection inspection, Noter noter, Aftermath after) {
        this.inspection = inspection;
        this.noter = noter;
        this.after = after;
    }

    /**
     * What may follow a scan.
     *
     * @param leaked hears of a visit whose masked text still held something (SCR-17)
     */
    public record Aftermath(Overrider overrider, Substituter substituter, Consumer<Visit> leaked) {}

    /** How masked places look. */
    private enum Style {
        PLACEHOLDER,
        LABEL,
        SURROGATE
    }

    /** {@code POST /api/phi/scan}. */
    public Outcome<Answer> scan(Visit visit) {
        return Fields.read(visit.body(), SCAN)
                .then(PhiDesk::reading)
                .then(
                        reading ->
                                inspected(visit, reading)
                                        .map(
                                                seen ->
                                                        noter.note(
                                                                visit.caller(),
                                                                reading,
                                                                seen.findings())))
                .map(this::shown);
    }

    private Answer shown(Noted noted) {
        return Json.ok(ShownScan.of(noted, after.overrider().standing(noted)));
    }

    /** {@code GET /api/phi/scan/{id}}. */
    public Outcome<Answer> one(Visit visit) {
        return noter.find(visit.caller(), visit.path("id")).map(this::shown);
    }

    /** {@code GET /api/phi/scans?resourceType=…&resourceId=…}: newest first, at most 100. */
    public Outcome<Answer> about(Visit visit) {
        return resource(visit.query("resourceType"), visit.query("resourceId"))
                .then(
                        named ->
                                named.map(Outcome::passed)
                                        .orElseGet(
                                                () ->
                                                        Fields.refused(
                                                                RefusalCode.MISSING_FIELD,
                                                                "resourceType")))
                .map(
                        named -> {
                            ObjectNode answer = Json.object();
                            ArrayNode all = answer.putArray("scans");
                            noter.about(visit.caller(), named, MOST_LISTED)
                                    .forEach(
                                            noted ->
                                                    all.add(ShownScan.of(noted, Optional.empty())));
                            return Json.ok(answer);
                        });
    }

    /** {@code POST /api/phi/redact}. */
    public Outcome<Answer> redact(Visit visit) {
        return Fields.read(visit.body(), REDACT)
                .then(
                        fields ->
                                fields.choice("style", Style.PLACEHOLDER, PhiDesk::style)
                                        .then(
                                                style ->
                                                        reading(fields)
                                                                .then(
                                                                        reading ->
                                                                                redacted(
                                                                                        visit,
                                                                                        reading,
                                                                                        style))));
    }

    private Outcome<Answer> redacted(Visit visit, Reading reading, Style style) {
        return inspected(visit, reading)
                .map(
                        seen -> {
                            Noted noted = noter.note(visit.caller(), reading, seen.findings());
                            ObjectNode answer = Json.object();
                            write(answer, noted, new Seen(reading, seen), style);
                            answer.put("scanId", noted.id().toString());
                            answer.set("counts", counts(noted));
                            return Json.ok(answer);
                        });
    }

    /** What was read, and what was seen in it. */
    private record Seen(Reading reading, Inspected inspected) {}

    private void write(ObjectNode answer, Noted noted, Seen seen, Style style) {
        SensitiveText text = seen.reading().text();
        List<Finding> findings = seen.inspected().findings();
        switch (style) {
            case PLACEHOLDER -> answer.put("content", seen.inspected().texts().getFirst().reveal());
            case LABEL -> answer.put("content", labelled(text.reveal(), findings));
            case SURROGATE -> {
                Substituted written =
                        after.substituter().substitute(document(noted, text), text, findings);
                answer.put("content", written.text().reveal());
                answer.put("surrogates", written.surrogates());
                answer.put("notice", "Names, numbers and dates in this text are invented.");
            }
        }
    }

    /** One subject or document has one shift of its dates; a text without a name is its own. */
    private String document(Noted noted, SensitiveText text) {
        String name =
                noted.resource()
                        .map(resource -> "resource " + resource.type() + " " + resource.id())
                        .orElseGet(() -> "text " + noter.digest(noted.tenant(), text));
        return noted.tenant().value() + " " + name;
    }

    /** Each finding as its type alone: equal values can no longer be told from different ones. */
    private static String labelled(String text, List<Finding> findings) {
        StringBuilder labelled = new StringBuilder(text.length());
        int done = 0;
        for (Finding finding : findings) {
            labelled.append(text, done, finding.start());
            labelled.append('[').append(finding.types().iterator().next().name()).append(']');
            done = finding.end();
        }
        return labelled.append(text, done, text.length()).toString();
    }

    private static ObjectNode counts(Noted noted) {
        Map<String, Integer> counts = new TreeMap<>();
        noted.findings()
                .forEach(
                        found ->
                                counts.merge(
                                        found.place().types().iterator().next().name(),
                                        1,
                                        Integer::sum));
        ObjectNode shown = Json.object();
        counts.forEach(shown::put);
        return shown;
    }

    private Outcome<Inspected> inspected(Visit visit, Reading reading) {
        Leaf leaf = new Leaf(SensitiveText.of(""), reading.text(), Leaf.Treatment.REWRITABLE, 0);
        Outcome<Inspected> seen =
                inspection.read(new Specimen(reading.context(), List.of(leaf)), visit.deadline());
        seen.either(
                _ -> {},
                refusal -> {
                    if (refusal.code() == RefusalCode.SCAN_LEAKY) {
                        after.leaked().accept(visit);
                    }
                });
        return seen;
    }

    private static Outcome<Reading> reading(Fields fields) {
        return fields.text("content", Inspection.MOST_CHARACTERS)
                .then(
                        content ->
                                context(fields)
                                        .then(
                                                context ->
                                                        reading(
                                                                fields,
                                                                context,
                                                                SensitiveText.of(content))));
    }

    private static Outcome<Reading> reading(Fields fields, Context context, SensitiveText text) {
        return resource(fields)
                .then(
                        resource ->
                                fields.flag("keep", false)
                                        .map(keep -> keep ? Values.KEPT : Values.FORGOTTEN)
                                        .map(
                                                values ->
                                                        new Reading(
                                                                context, resource, text, values)));
    }

    private static Outcome<Context> context(Fields fields) {
        return fields.text("context", LONGEST_NAME)
                .then(
                        name ->
                                Arrays.stream(Context.values())
                                        .filter(one -> ShownScan.lower(one).equals(name))
                                        .findFirst()
                                        .map(Outcome::passed)
                                        .orElseGet(
                                                () ->
                                                        Fields.refused(
                                                                RefusalCode.INVALID_VALUE,
                                                                "context")));
    }

    private static Outcome<Optional<Resource>> resource(Fields fields) {
        return fields.optionalText("resourceType", LONGEST_NAME)
                .then(
                        type ->
                                fields.optionalText("resourceId", LONGEST_NAME)
                                        .then(id -> resource(type, id)));
    }

    /** Both or neither; the refusal names the one that is missing or of another shape. */
    private static Outcome<Optional<Resource>> resource(
            Optional<String> type, Optional<String> id) {
        if (type.isEmpty() && id.isEmpty()) {
            return Outcome.passed(Optional.empty());
        }
        if (type.isEmpty() || id.isEmpty()) {
            String missing = type.isEmpty() ? "resourceType" : "resourceId";
            return Fields.refused(RefusalCode.MISSING_FIELD, missing);
        }
        String wrong = Resource.isType(type.get()) ? "resourceId" : "resourceType";
        return Resource.of(type.get(), id.get())
                .map(named -> Outcome.passed(Optional.of(named)))
                .orElseGet(() -> Fields.refused(RefusalCode.INVALID_VALUE, wrong));
    }

    private static Optional<Style> style(String name) {
        return Arrays.stream(Style.values())
                .filter(style -> style.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
