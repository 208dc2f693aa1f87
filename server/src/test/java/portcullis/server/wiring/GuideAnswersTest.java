package portcullis.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.server.settings.Settings;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.server.settings.Sources;

/**
 * A new installation asked about itself: the guide is in the library, no provider is configured.
 */
@Tag("AST-21")
class GuideAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String ABSTENTION =
            "The documents in this library do not answer this question.";

    @TempDir private static Path data;
    private static House house;
    private static House.Opened opened;
    private static String admin;

    @BeforeAll
    static void open() throws Exception {
        house = House.build(settings(), new Lent(Clock.systemUTC(), EventLog.silent()));
        opened = house.open();
        admin = opened.firstKey().orElseThrow().reveal();
        Deadline deadline = Deadline.in(Duration.ofMinutes(2));
        while (!deadline.passed() && completed() < Guide.PAGES.size()) {
            Thread.onSpinWait();
        }
        assertThat(completed()).isEqualTo(Guide.PAGES.size());
    }

    @AfterAll
    static void close() {
        house.close(Duration.ZERO, Duration.ofSeconds(2));
    }

    private static Settings settings() {
        Sources sources =
                new Sources(
                        Map.of(
                                "data.directory",
                                data.toString(),
                                "server.port",
                                "0",
                                "limits.default.requests",
                                "6000/min"),
                        Map.of(),
                        "");
        return ((Reading.Ready) new SettingsReader().read(sources)).settings();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    What does the provider see instead of an e-mail address? | EMAIL_1
                    How long is an API key valid?                            | 365 days
                    Which file formats can be uploaded?                      | PDF, HTML, Markdown
                    How large may a file be?                                 | ten megabytes
                    How can I check that the audit log was not changed?      | audit verify
                    How do I start the server?                               | run ./portcullis serve
                    How do I stop the server?                                | Ctrl-C
                    How do I revoke a key?                                   | key revoke ID
                    Where is the data stored?                                | data directory
                    Which Java version do I need?                            | version 25
                    What happens if the screening fails?                     | refused with status 503
                    How many requests per minute may a key make?             | sixty requests
                    How long are answers cached?                             | six hours
                    How do I delete a document?                              | DELETE /api/v1/docs
                    Can I use my own PostgreSQL database?                    | DATABASE_URL
                    Why do I get a 421 error?                                | named another host
                    Are images screened?                                     | cannot be screened
                    What is the difference between redact and pseudonymise?  | does not restore
                    """)
    void guideAnswers(String question, String phrase) throws Exception {
        JsonNode answer = ask(question);
        assertThat(answer.path("answer").asText()).contains(phrase);
        assertThat(answer.path("withheld").asInt()).as(answer.toString()).isZero();
        assertThat(answer.path("sentences").size()).isBetween(1, 5);
        assertThat(plain(question))
                .contains(phrase)
                .containsPattern("\n\n\\[1] [a-z-]+\\.md, page");
        int number = 0;
        for (JsonNode source : answer.path("sources")) {
            number++;
            assertThat(source.path("number").asInt()).isEqualTo(number);
            assertThat(standing(source)).isEqualTo(source.path("text").asText());
        }
        assertThat(answer.path("answer").asText()).contains("[" + number + "]");
    }

    @ParameterizedTest
    @Tag("AST-6")
    @ValueSource(
            strings = {
                "What is the recommended dose of amoxicillin for a child?",
                "Who won the football world cup in 2010?",
                "How do I bake sourdough bread?",
                "What is the capital of Mongolia?",
                "How much does a licence for the enterprise edition cost?",
                "Who is the chief executive of the company?",
                "How do I connect a printer to the network?",
                "What are the office hours of the clinic on Sundays?",
                "Does Portcullis support single sign-on with Google?",
                "How do I install Portcullis on Windows?",
                "Which doctor answers questions at night?",
                "Can I pay with a credit card?"
            })
    void whatTheGuideDoesNotSayIsNotAnswered(String question) throws Exception {
        JsonNode answer = ask(question);
        assertThat(answer.path("answer").asText()).isEqualTo(ABSTENTION);
        assertThat(answer.path("abstained").path("reason").asText()).endsWith("_evidence");
        assertThat(answer.path("sources")).isEmpty();
        assertThat(plain(question)).isEqualTo(ABSTENTION);
    }

    @Test
    @Tag("AST-1")
    void endlessQuestionIsTooLarge() throws Exception {
        String body = JSON.createObjectNode().put("question", "why ".repeat(5_001)).toString();
        assertThat(send("POST", "/api/v1/chat", body).statusCode()).isEqualTo(413);
    }

    /** What the page holds between the offsets of a source. */
    private static String standing(JsonNode source) throws Exception {
        String place =
                "/api/v1/docs/%s/versions/%d/span?page=%d&start=%d&end=%d"
                        .formatted(
                                source.path("document_id").asText(),
                                source.path("version").asInt(),
                                source.path("page_number").asInt(),
                                source.path("start").asInt(),
                                source.path("end").asInt());
        return JSON.readTree(send("GET", place, "").body()).path("text").asText();
    }

    private static JsonNode ask(String question) throws Exception {
        String body = JSON.createObjectNode().put("question", question).toString();
        HttpResponse<String> response = send("POST", "/api/v1/chat", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static String plain(String question) throws Exception {
        var body = JSON.createObjectNode().put("model", "default");
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        HttpResponse<String> response = send("POST", "/v1/chat/completions", body.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).at("/choices/0/message/content").asText();
    }

    private static long completed() throws Exception {
        return JSON.readTree(send("GET", "/api/v1/docs", "").body())
                .path("documents")
                .valueStream()
                .filter(document -> document.path("status").asText().equals("completed"))
                .count();
    }

    private static HttpResponse<String> send(String method, String path, String body)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opened.port() + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("content-type", "application/json")
                        .header("authorization", "Bearer " + admin)
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    }
}
