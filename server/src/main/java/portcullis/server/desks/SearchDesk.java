package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.library.Chunk;
import portcullis.library.retrieve.Question;
import portcullis.library.retrieve.Retrieved;
import portcullis.library.retrieve.Retriever;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** Searches the caller's library (LIB-69). */
public final class SearchDesk {
    private static final Set<String> FIELDS = Set.of("query", "k", "mode");
    private static final int LONGEST_QUERY = 4_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final Retriever retriever;

    public SearchDesk(Retriever retriever) {
        this.retriever = retriever;
    }

    public Outcome<Answer> search(Visit visit) {
        return Fields.read(visit.body(), FIELDS)
                .then(SearchDesk::question)
                .then(
                        question ->
                                retriever.retrieve(
                                        visit.caller(),
                                        question,
                                        visit.deadline().noLaterThan(PATIENCE)))
                .map(SearchDesk::shown);
    }

    private static Outcome<Question> question(Fields fields) {
        return fields.text("query", LONGEST_QUERY)
                .then(
                        text ->
                                fields.number("k", 1, Question.MOST_K)
                                        .then(
                                                k ->
                                                        fields.choice(
                                                                        "mode",
                                                                        Question.Mode.HYBRID,
                                                                        SearchDesk::mode)
                                                                .map(
                                                                        mode ->
                                                                                new Question(
                                                                                        SensitiveText
                                                                                                .of(
                                                                                                        text),
                                                                                        k.orElse(
                                                                                                Question
                                                                                                        .DEFAULT_K),
                                                                                        mode))));
    }

    private static Optional<Question.Mode> mode(String name) {
        return Arrays.stream(Question.Mode.values())
                .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static Answer shown(Retrieved retrieved) {
        ObjectNode answer = Json.object();
        ArrayNode hits = answer.putArray("hits");
        retrieved.hits().forEach(hit -> hits.add(shown(hit)));
        Retrieved.Search search = retrieved.search();
        ObjectNode how = answer.putObject("search");
        how.put("path", search.mode().name().toLowerCase(Locale.ROOT));
        how.put("allowed", search.allowed());
        how.put("guarantee", search.guarantee().name().toLowerCase(Locale.ROOT));
        how.put("space", search.space());
        ArrayNode degraded = how.putArray("degraded");
        search.degraded().forEach(leg -> degraded.add(leg.name().toLowerCase(Locale.ROOT)));
        how.put("took_ms", search.took().toNanos() / 1e6);
        return Json.ok(answer);
    }

    private static ObjectNode shown(Retrieved.Hit hit) {
        Chunk chunk = hit.chunk();
        return Json.object()
                .put("chunk", Long.toString(chunk.id().value()))
                .put("document", chunk.document().toString())
                .put("title", hit.title().reveal())
                .put("version", chunk.version())
                .put("page", chunk.page())
                .put("section", chunk.section().reveal())
                .put("start", chunk.start())
                .put("end", chunk.end())
                .put("text", chunk.text().reveal())
                .put("score", hit.score())
                .put("lexical", hit.lexical())
                .put("vector", hit.vector());
    }
}
