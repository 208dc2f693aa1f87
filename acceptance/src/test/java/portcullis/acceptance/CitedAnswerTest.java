package portcullis.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import portcullis.testkit.server.StartedServer;

/** Questions about real documents, answered by the server as it comes, without any vendor. */
@Timeout(180)
class CitedAnswerTest {
    private static final String ABOUT_THE_PDF = "Which page will have a landscape layout?";
    private static final String ABOUT_THE_PAGE = "What does the real meat of the page represent?";
    private static final String ABOUT_NOTHING = "How many moons orbit the planet Jupiter?";

    @TempDir private static Path folder;
    private static StartedServer server;
    private static Caller caller;
    private static String pdf;
    private static String page;

    @BeforeAll
    static void fillTheLibrary() {
        byte[] pdfBytes = TestDocuments.read("pdfbox/rotation.pdf");
        byte[] pageBytes = TestDocuments.read("tika/boilerplate.html");
        server = HouseUnderTest.alone(folder);
        caller = new Caller(server.base(), server.key().orElseThrow());
        pdf = caller.shelve("rotation.pdf", "application/pdf", pdfBytes);
        page = caller.shelve("boilerplate.html", "text/html", pageBytes);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Tag("AST-2")
    void questionAboutAPdfIsAnsweredFromItsPage() {
        JsonNode answer = caller.ask(ABOUT_THE_PDF).well().json();
        assertThat(answer.path("answer").asText())
                .as(answer.toString())
                .contains("landscape layout");
        JsonNode source = cited(answer, pdf);
        assertThat(source.path("page_number").asInt()).isEqualTo(2);
        assertThat(source.path("text").asText()).isEqualTo("This is my second page.");
    }

    @Test
    @Tag("AST-2")
    void questionAboutAWebPageIsAnsweredFromIt() {
        JsonNode answer = caller.ask(ABOUT_THE_PAGE).well().json();
        assertThat(answer.path("answer").asText())
                .as(answer.toString())
                .contains("represents the text we want");
        assertThat(cited(answer, page).path("text").asText()).contains("real meat of the page");
    }

    @Test
    @Tag("AST-6")
    void questionAboutNothingIsNotAnswered() {
        JsonNode answer = caller.ask(ABOUT_NOTHING).well().json();
        assertThat(answer.path("abstained").path("reason").asText()).isNotEmpty();
        assertThat(answer.path("sentences")).isEmpty();
    }

    @Test
    @Tag("AST-7")
    void streamedAnswerIsTheSameAnswer() {
        List<Told> events = stream(ABOUT_THE_PDF);
        assertThat(events).extracting(Told::name).contains("status", "sources", "sentence");
        assertThat(events.getLast().name()).isEqualTo("done");
        JsonNode done = events.getLast().json();
        JsonNode whole = caller.ask(ABOUT_THE_PDF).well().json();
        assertThat(done.path("answer").asText()).isEqualTo(whole.path("answer").asText());
        assertThat(cited(done, pdf).path("page_number").asInt()).isEqualTo(2);
        assertThat(said(events)).contains("landscape layout");
    }

    @Test
    @Tag("AST-7")
    void streamedQuestionAboutNothingEndsWithTheReason() {
        List<Told> events = stream(ABOUT_NOTHING);
        assertThat(events).extracting(Told::name).doesNotContain("token", "sentence");
        Told last = events.getLast();
        assertThat(last.name()).isEqualTo("done");
        assertThat(last.json().path("abstained").path("reason").asText()).isNotEmpty();
    }

    /** The first source of the document that a supported sentence cites, checked at its place. */
    private static JsonNode cited(JsonNode answer, String document) {
        JsonNode citation = answer.path("sentences").path(0).path("citations").path(0);
        assertThat(citation.isInt()).as(answer.toString()).isTrue();
        JsonNode source =
                answer.path("sources")
                        .valueStream()
                        .filter(one -> one.path("number").asInt() == citation.asInt())
                        .findFirst()
                        .orElseThrow();
        assertThat(source.path("document_id").asText()).isEqualTo(document);
        answer.path("sources").forEach(CitedAnswerTest::standsWhereItSays);
        return source;
    }

    private static void standsWhereItSays(JsonNode source) {
        String version =
                "/api/v1/docs/"
                        + source.path("document_id").asText()
                        + "/versions/"
                        + source.path("version").asInt();
        int number = source.path("page_number").asInt();
        int start = source.path("start").asInt();
        int end = source.path("end").asInt();
        String text = source.path("text").asText();
        JsonNode whole = caller.get(version + "/pages/" + number).well().json();
        assertThat(whole.path("text").asText().substring(start, end)).isEqualTo(text);
        String span = "/span?page=" + number + "&start=" + start + "&end=" + end;
        JsonNode part = caller.get(version + span).well().json();
        assertThat(part.path("text").asText()).isEqualTo(text);
    }

    private static List<Told> stream(String question) {
        ObjectNode body = Caller.JSON.createObjectNode().put("question", question);
        Caller.Heard heard = caller.post("/api/v1/chat", body.put("stream", true)).well();
        assertThat(heard.header("content-type")).startsWith("text/event-stream");
        return Told.in(heard.text());
    }

    private static String said(List<Told> events) {
        StringBuilder text = new StringBuilder();
        events.stream()
                .filter(event -> event.name().equals("token"))
                .forEach(event -> text.append(event.json().path("text").asText()));
        return text.toString();
    }
}
