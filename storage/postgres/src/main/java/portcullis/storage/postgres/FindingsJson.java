package portcullis.storage.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import portcullis.disclosure.note.Noted;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;
import portcullis.privacy.unfold.View;

/** Findings as JSON of one column. */
final class FindingsJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FindingsJson() {}

    static String written(List<Noted.Found> findings) {
        ArrayNode all = MAPPER.createArrayNode();
        for (Noted.Found found : findings) {
            Finding place = found.place();
            ObjectNode one = all.addObject();
            ArrayNode types = one.putArray("types");
            place.types().forEach(type -> types.add(type.name()));
            one.put("leaf", place.leaf());
            one.put("start", place.start());
            one.put("end", place.end());
            one.put("rule", place.rule());
            one.put("score", place.score());
            one.put("view", place.view().name());
            one.put("fingerprint", found.fingerprint());
        }
        return all.toString();
    }

    static List<Noted.Found> read(String json) {
        try {
            List<Noted.Found> findings = new ArrayList<>();
            for (JsonNode one : MAPPER.readTree(json)) {
                Finding place =
                        new Finding(
                                one.path("leaf").intValue(),
                                one.path("start").intValue(),
                                one.path("end").intValue(),
                                types(one.path("types")),
                                one.path("rule").textValue(),
                                one.path("score").doubleValue(),
                                View.Kind.valueOf(one.path("view").textValue()));
                findings.add(new Noted.Found(place, one.path("fingerprint").textValue()));
            }
            return findings;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("the findings of a stored scan cannot be read");
        }
    }

    private static Set<EntityType> types(JsonNode names) {
        Set<EntityType> types = new LinkedHashSet<>();
        names.forEach(name -> types.add(EntityType.valueOf(name.textValue())));
        return types;
    }
}
