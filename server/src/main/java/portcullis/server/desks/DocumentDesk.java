package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.library.Accepted;
import portcullis.library.Changes;
import portcullis.library.Document;
import portcullis.library.DocumentId;
import portcullis.library.DocumentStore;
import portcullis.library.Ingestion;
import portcullis.library.Page;
import portcullis.library.Status;
import portcullis.library.Version;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** The documents of the caller's tenant (LIB-61 to LIB-64). */
public final class DocumentDesk {
    private static final int PAGE = 100;
    private static final int LONGEST_SPAN = 20_000;
    private final Ingestion ingestion;
    private final DocumentStore store;
    private final Changes changes;

    /**
     * @param changes hears of deleted documents
     */
    public DocumentDesk(Ingestion ingestion, DocumentStore store, Changes changes) {
        this.changes = changes;
        this.ingestion = ingestion;
        this.store = store;
    }

    /** {@code POST /docs}, multipart: {@code file}, {@code process}, {@code on_conflict}. */
    public Outcome<Answer> upload(Visit visit) {
        SensitiveText type = visit.headers().getOrDefault("content-type", SensitiveText.of(""));
        return PolicyAsked.none(visit)
                .then(_ -> UploadForm.read(type.reveal(), visit.body()))
                .then(upload -> ingestion.take(visit.caller(), upload))
                .map(DocumentDesk::shown);
    }

    private static Answer shown(Accepted accepted) {
        ObjectNode answer =
                Json.object()
                        .put("document_id", accepted.document().toString())
                        .put("version", accepted.version())
                        .put("outcome", lower(accepted.arrival()))
                        .put("status", lower(accepted.status()))
                        .put("job_id", accepted.document().toString());
        return Json.with(accepted.arrival() == Accepted.Arrival.EXISTING ? 200 : 201, answer);
    }

    /** {@code POST /docs/{id}/process}: begins what waits, and again what failed. */
    public Outcome<Answer> process(Visit visit) {
        return idOf(visit)
                .then(id -> store.retry(visit.caller(), id))
                .map(
                        id ->
                                Json.with(
                                        202,
                                        Json.object()
                                                .put("document_id", id.toString())
                                                .put("job_id", id.toString())
                                                .put("status", lower(Status.PENDING))));
    }

    /** {@code GET /docs?after=ID&limit=N}. */
    public Outcome<Answer> list(Visit visit) {
        Optional<String> cursor = visit.query("after");
        Optional<DocumentId> after = cursor.flatMap(DocumentDesk::id);
        if (cursor.isPresent() && after.isEmpty()) {
            return Fields.refused(RefusalCode.INVALID_VALUE, "after");
        }
        List<Document> found = store.list(visit.caller(), after, PAGE);
        ObjectNode answer = Json.object();
        ArrayNode documents = answer.putArray("documents");
        found.forEach(document -> documents.add(shown(document)));
        if (found.size() == PAGE) {
            answer.put("next", found.getLast().id().toString());
        }
        return Outcome.passed(Json.ok(answer));
    }

    public Outcome<Answer> one(Visit visit) {
        return document(visit).map(document -> Json.ok(shown(document)));
    }

    /** {@code GET /docs/status/{id}}: how far the newest version has come. */
    public Outcome<Answer> status(Visit visit) {
        return document(visit)
                .map(
                        document -> {
                            ObjectNode answer = shown(document.latest());
                            answer.put("document_id", document.id().toString());
                            return Json.ok(answer);
                        });
    }

    public Outcome<Answer> versions(Visit visit) {
        return document(visit)
                .map(
                        document -> {
                            ObjectNode answer = Json.object();
                            ArrayNode all = answer.putArray("versions");
                            store.versions(visit.caller(), document.id())
                                    .forEach(version -> all.add(shown(version)));
                            return Json.ok(answer);
                        });
    }

    public Outcome<Answer> page(Visit visit) {
        return number(visit.path("p")).then(number -> page(visit, number)).map(DocumentDesk::shown);
    }

    /** {@code GET …/span?page&start&end}: offsets are UTF-16 units of the page. */
    public Outcome<Answer> span(Visit visit) {
        return number(visit, "page")
                .then(
                        page ->
                                number(visit, "start")
                                        .then(
                                                start ->
                                                        number(visit, "end")
                                                                .then(
                                                                        end ->
                                                                                span(
                                                                                        visit, page,
                                                                                        start,
                                                                                        end))));
    }

    private Outcome<Answer> span(Visit visit, int number, int start, int end) {
        return page(visit, number)
                .then(
                        page -> {
                            String text = page.text().reveal();
                            boolean inside =
                                    start < end
                                            && end <= text.length()
                                            && end - start <= LONGEST_SPAN;
                            return inside
                                    ? Outcome.passed(
                                            Json.ok(
                                                    Json.object()
                                                            .put("page", number)
                                                            .put("start", start)
                                                            .put("end", end)
                                                            .put(
                                                                    "text",
                                                                    text.substring(start, end))))
                                    : Fields.refused(RefusalCode.INVALID_VALUE, "end");
                        });
    }

    public Outcome<Answer> delete(Visit visit) {
        return idOf(visit)
                .then(id -> store.delete(visit.caller(), id).map(_ -> id))
                .map(
                        id -> {
                            changes.changed(visit.caller().tenant(), id.toString());
                            return new Answer.NoContent();
                        });
    }

    private Outcome<Document> document(Visit visit) {
        return idOf(visit).then(id -> present(store.find(visit.caller(), id)));
    }

    private Outcome<Page> page(Visit visit, int number) {
        return idOf(visit)
                .then(
                        id ->
                                number(visit.path("n"))
                                        .then(
                                                version ->
                                                        present(
                                                                store.page(
                                                                        visit.caller(),
                                                                        id,
                                                                        version,
                                                                        number))));
    }

    private static <T> Outcome<T> present(Optional<T> found) {
        return found.map(Outcome::passed).orElseGet(() -> Outcome.refused(RefusalCode.NOT_FOUND));
    }

    /** What is no document's name is absent like any other. */
    private static Outcome<DocumentId> idOf(Visit visit) {
        return present(id(visit.path("id")));
    }

    private static Optional<DocumentId> id(String text) {
        try {
            return Optional.of(new DocumentId(UUID.fromString(text)));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Outcome<Integer> number(String text) {
        return text.matches("\\d{1,9}")
                ? Outcome.passed(Integer.parseInt(text))
                : Outcome.refused(RefusalCode.NOT_FOUND);
    }

    private static Outcome<Integer> number(Visit visit, String name) {
        String text = visit.query(name).orElse("");
        return text.matches("\\d{1,9}")
                ? Outcome.passed(Integer.parseInt(text))
                : Outcome.refused(
                        Refusal.of(RefusalCode.INVALID_VALUE)
                                .at(portcullis.kernel.FieldPath.field(name)));
    }

    private static ObjectNode shown(Document document) {
        ObjectNode node =
                Json.object()
                        .put("id", document.id().toString())
                        .put("name", document.name().reveal())
                        .put("version", document.current())
                        .put("status", lower(document.latest().status()));
        node.set("latest", shown(document.latest()));
        return node;
    }

    private static ObjectNode shown(Version version) {
        ObjectNode node =
                Json.object()
                        .put("version", version.number())
                        .put("status", lower(version.status()))
                        .put("format", lower(version.format()))
                        .put("sha256", version.content().hex())
                        .put("size", version.size())
                        .put("pages", version.pages())
                        .put("partial", version.partial())
                        .put("words", version.words())
                        .put("uploaded_at", version.uploadedAt().toString());
        version.reason()
                .ifPresent(
                        code -> {
                            node.put("code", lower(code));
                            node.put("reason", code.sentence());
                        });
        version.processedAt().ifPresent(at -> node.put("processed_at", at.toString()));
        return node;
    }

    private static Answer shown(Page page) {
        return Json.ok(
                Json.object()
                        .put("page", page.number())
                        .put("section", page.section().reveal())
                        .put("text", page.text().reveal())
                        .put("sha256", page.hash().hex()));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
