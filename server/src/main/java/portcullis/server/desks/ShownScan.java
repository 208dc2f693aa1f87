package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import portcullis.disclosure.note.Noted;
import portcullis.disclosure.override.Overridden;
import portcullis.privacy.Finding;

/** The result of a scan as callers see it: offsets in UTF-16 units and types, never text. */
final class ShownScan {
    private ShownScan() {}

    /**
     * A scan.
     *
     * @param override under which its text may go
     */
    static ObjectNode of(Noted noted, Optional<Overridden> override) {
        ObjectNode shown =
                Json.object()
                        .put("scanId", noted.id().toString())
                        .put("context", lower(noted.context()))
                        .put("riskLevel", lower(noted.risk()))
                        .put("requiresOverride", noted.needsOverride() && override.isEmpty())
                        .put("characters", noted.characters())
                        .put("created", noted.created().toString())
                        .put("fingerprintPeriod", noted.period());
        noted.resource()
                .ifPresent(
                        resource ->
                                shown.put("resourceType", resource.type())
                                        .put("resourceId", resource.id()));
        noted.kept().ifPresent(until -> shown.put("keptUntil", until.toString()));
        override.ifPresent(made -> shown.set("override", OverrideDesk.shown(made)));
        ArrayNode findings = shown.putArray("findings");
        noted.findings().forEach(found -> findings.add(of(found)));
        return shown;
    }

    private static ObjectNode of(Noted.Found found) {
        Finding place = found.place();
        ObjectNode shown = Json.object();
        ArrayNode types = shown.putArray("types");
        place.types().forEach(type -> types.add(type.name()));
        return shown.put("start", place.start())
                .put("end", place.end())
                .put("length", place.end() - place.start())
                .put("rule", place.rule())
                .put("score", place.score())
                .put("band", lower(place.band()))
                .put("view", lower(place.view()))
                .put("fingerprint", found.fingerprint());
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
