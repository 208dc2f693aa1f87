package portcullis.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import portcullis.privacy.Finding;
import portcullis.privacy.RiskLevel;

/** Findings for a person or a program: places and types, never a text. */
final class ShownFindings {
    private ShownFindings() {}

    /** Adds risk level and findings to a JSON object. */
    static ObjectNode json(ObjectNode node, List<Finding> findings) {
        node.put("riskLevel", lower(RiskLevel.of(findings)));
        ArrayNode all = node.putArray("findings");
        for (Finding finding : findings) {
            ObjectNode one = all.addObject();
            one.put("start", finding.start()).put("end", finding.end());
            ArrayNode types = one.putArray("types");
            finding.types().forEach(type -> types.add(type.name()));
            one.put("rule", finding.rule())
                    .put("score", Math.round(finding.score() * 100) / 100.0)
                    .put("band", lower(finding.band()))
                    .put("view", lower(finding.view()));
        }
        return node;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Lines of a table. */
    static List<String> table(List<Finding> findings) {
        return findings.stream().map(ShownFindings::line).toList();
    }

    private static String line(Finding finding) {
        String types = finding.types().stream().map(Enum::name).collect(Collectors.joining(","));
        return String.format(
                Locale.ROOT,
                "  %8d %8d  %-6s %4.2f  %-22s %-9s %s",
                finding.start(),
                finding.end(),
                lower(finding.band()),
                finding.score(),
                finding.rule(),
                lower(finding.view()),
                types);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
