package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import portcullis.apps.assistant.Abstention;
import portcullis.apps.assistant.Answer;
import portcullis.apps.assistant.Sentence;
import portcullis.apps.assistant.Source;

/** The assistant's answer as JSON (AST-2). */
final class ShownAnswer {
    private ShownAnswer() {}

    static ObjectNode of(Answer answer, String session) {
        ObjectNode node = Json.object().put("answer", answer.text().reveal());
        node.set("sources", sources(answer.sources()));
        ArrayNode sentences = node.putArray("sentences");
        answer.sentences().forEach(sentence -> sentences.add(sentence(sentence)));
        answer.abstained().ifPresent(abstention -> abstained(node, abstention));
        node.put("withheld", answer.withheld());
        ArrayNode degraded = node.putArray("degraded");
        answer.degraded().forEach(leg -> degraded.add(lower(leg)));
        node.put("trace_id", answer.trace().value());
        node.put("session_id", session);
        node.put("model", answer.model().value());
        ObjectNode usage = node.putObject("usage");
        usage.put("input_tokens", answer.usage().inputTokens());
        usage.put("output_tokens", answer.usage().outputTokens());
        usage.put("estimated", answer.usage().estimated());
        node.put("cached", answer.usage().cached());
        return node;
    }

    static ArrayNode sources(List<Source> sources) {
        ArrayNode all = Json.object().putArray("sources");
        for (Source source : sources) {
            all.addObject()
                    .put("number", source.number())
                    .put("text", source.text().reveal())
                    .put("source", source.title().reveal())
                    .put("page_number", source.page())
                    .put("score", source.score())
                    .put("document_id", source.document().toString())
                    .put("version", source.version())
                    .put("chunk_id", Long.toString(source.chunk().value()))
                    .put("start", source.start())
                    .put("end", source.end());
        }
        return all;
    }

    static ObjectNode sentence(Sentence sentence) {
        ObjectNode node =
                Json.object()
                        .put("text", sentence.text().reveal())
                        .put("verdict", lower(sentence.verdict()));
        ArrayNode citations = node.putArray("citations");
        sentence.citations().forEach(citation -> citations.add(citation.source()));
        return node;
    }

    private static void abstained(ObjectNode node, Abstention abstention) {
        node.putObject("abstained")
                .put("reason", lower(abstention.reason()))
                .put("best_score", abstention.best())
                .put("considered", abstention.considered())
                .put("suggestion", Abstention.SUGGESTION.reveal());
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
