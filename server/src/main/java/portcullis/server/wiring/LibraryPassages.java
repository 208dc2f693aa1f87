package portcullis.server.wiring;

import java.util.ArrayList;
import java.util.List;
import portcullis.apps.assistant.Assistant;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.Outcome;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.library.Chunk;
import portcullis.library.retrieve.Question;
import portcullis.library.retrieve.Retrieved;
import portcullis.library.retrieve.Retriever;
import portcullis.providers.offline.Passage;
import portcullis.providers.offline.Passages;

/**
 * The bridge between two strangers: the offline model's evidence is what the library finds, as far
 * as the assistant, too, would take it for evidence.
 */
record LibraryPassages(Retriever retriever) implements Passages {

    @Override
    public List<Passage> about(Permitted caller, SensitiveText question, Deadline deadline) {
        return switch (retriever.retrieve(caller, Question.of(question), deadline)) {
            case Outcome.Passed<Retrieved>(Retrieved found) ->
                    Assistant.evident(question, found) ? numbered(found.hits()) : List.of();
            case Outcome.Refused<Retrieved>(var refusal) ->
                    throw new StoreUnavailable(
                            new IllegalStateException(refusal.code().toString()));
        };
    }

    private static List<Passage> numbered(List<Retrieved.Hit> hits) {
        List<Passage> passages = new ArrayList<>();
        for (Retrieved.Hit hit : hits) {
            Chunk chunk = hit.chunk();
            passages.add(
                    Passage.of(
                            passages.size() + 1,
                            hit.title(),
                            chunk.text(),
                            new Passage.Source(chunk.document().toString(), chunk.page())));
        }
        return List.copyOf(passages);
    }
}
