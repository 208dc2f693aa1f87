package portcullis.privacy.restore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.privacy.restore.Restoring.Level;

class RestoringTest {
    private static final String HARD = "Ann \"Q\" \\ O'Neil\n🙂";
    private static final Map<String, String> VALUES =
            Map.of("[PERSON_1]", HARD, "[PERSON_1B]", "ANN", "[EMAIL_2]", "a@b.org");
    private static final List<String> STREAMS =
            List.of(
                    "Dear [PERSON_1], write to [EMAIL_2] or [EMAIL_3].",
                    "[[PERSON_1]] [PERSON_1B] [person_1b] \\[PERSON\\_1\\] [PERSON_",
                    "see https://x.org/?q=[PERSON_1] and [x](http://y/[EMAIL_2]) then [EMAIL_2]",
                    "<a href=\"[EMAIL_2]\">[PERSON_1B]</a> \\ [ \\[ [PERSON_1",
                    "{\"to\":\"\\u005bEMAIL_2\\u005D\",\"n\":\"[PERSON_1]\",\"x\":\"\\u005\"}",
                    "{\"body\":\"{\\\"n\\\":\\\"[PERSON_1]\\\",\\\"m\\\":\\\"\\\\u005bPERSON_1]\\\"}\"}");

    private static String whole(String stream, Level level) {
        Restoring restoring = new Restoring(VALUES, level);
        return restoring.feed(stream) + restoring.finish();
    }

    @Test
    @Tag("SCR-35")
    void everySplitGivesTheSameResult() {
        for (Level level : Level.values()) {
            for (String stream : STREAMS) {
                String whole = whole(stream, level);
                for (int first = 0; first <= stream.length(); first++) {
                    for (int second = first; second <= stream.length(); second++) {
                        Restoring restoring = new Restoring(VALUES, level);
                        String cut =
                                restoring.feed(stream.substring(0, first))
                                        + restoring.feed(stream.substring(first, second))
                                        + restoring.feed(stream.substring(second))
                                        + restoring.finish();
                        assertThat(cut).isEqualTo(whole);
                    }
                }
            }
        }
    }

    @Property(tries = 300)
    @net.jqwik.api.Tag("SCR-35")
    void everyChunkingGivesTheSameResult(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 7) Integer> sizes,
            @ForAll @IntRange(min = 0, max = 5) int which) {
        String stream = STREAMS.get(which);
        Restoring restoring = new Restoring(VALUES, Level.JSON_STRING);
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int index = 0; at < stream.length(); index++) {
            int end = Math.min(stream.length(), at + sizes.get(index % sizes.size()));
            out.append(restoring.feed(stream.substring(at, end)));
            at = end;
        }
        assertThat(out.append(restoring.finish())).hasToString(whole(stream, Level.JSON_STRING));
    }

    @Test
    void knownPlaceholdersComeBackUnknownOnesStay() {
        assertThat(whole("To [EMAIL_2], not [EMAIL_3] or [PERSON_1", Level.TEXT))
                .isEqualTo("To a@b.org, not [EMAIL_3] or [PERSON_1");
    }

    @Test
    @Tag("SCR-39")
    void toleratedSpellingsComeBack() {
        assertThat(whole("**[email_2]** \\[EMAIL\\_2\\] _[EMAIL_2]_", Level.TEXT))
                .isEqualTo("**a@b.org** a@b.org _a@b.org_");
    }

    @Test
    @Tag("SCR-67")
    void nothingIsRestoredWhereItWouldLeave() {
        for (String stream :
                List.of(
                        "https://x.org/?q=[EMAIL_2]",
                        "[a](http://x/[EMAIL_2])",
                        "![a]([EMAIL_2])",
                        "<img src='x/[EMAIL_2]'>",
                        "www.x.org/[EMAIL_2]",
                        "x.org/p?q=[EMAIL_2]",
                        "mailto:[EMAIL_2]",
                        "//x.org/[EMAIL_2]")) {
            assertThat(whole(stream, Level.TEXT)).isEqualTo(stream);
        }
        String json = "{\"url\":\"https:\\/\\/x.org\\/?q=[EMAIL_2]\"}";
        assertThat(whole(json, Level.JSON_STRING)).isEqualTo(json);
    }

    @Test
    @Tag("SCR-39")
    void textAfterALinkIsRestoredAgain() {
        assertThat(whole("[a](http://x) [EMAIL_2] https://y/ [EMAIL_2]", Level.TEXT))
                .isEqualTo("[a](http://x) a@b.org https://y/ a@b.org");
    }

    @Test
    @Tag("SCR-36")
    void toolArgumentsParseWithTheExactValue() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        String plain = whole("{\"n\":\"[PERSON_1]\"}", Level.JSON_STRING);
        assertThat(json.readTree(plain).path("n").asText()).isEqualTo(HARD);
        String escaped = whole("{\"n\":\"\\u005b\\u0050ERSON_1\\u005D\"}", Level.JSON_STRING);
        assertThat(json.readTree(escaped).path("n").asText()).isEqualTo(HARD);
        String inner =
                json.readTree(whole(STREAMS.get(5), Level.JSON_STRING)).path("body").asText();
        assertThat(json.readTree(inner).path("n").asText()).isEqualTo(HARD);
        assertThat(json.readTree(inner).path("m").asText()).isEqualTo(HARD);
    }

    @Test
    @Tag("SCR-37")
    void proseIsNeverHeld() {
        Restoring restoring = new Restoring(VALUES, Level.TEXT);
        assertThat(restoring.feed("No fever, no cough")).isEqualTo("No fever, no cough");
        assertThat(restoring.holding()).isZero();
        assertThat(restoring.feed(" [PERS")).isEqualTo(" ");
        assertThat(restoring.feed("on]")).isEqualTo("[PERSon]");
    }

    @Test
    @Tag("SCR-37")
    void holdsAtMostTheLongestSpelling() {
        Restoring restoring = new Restoring(VALUES, Level.JSON_STRING);
        for (int round = 0; round < 100; round++) {
            restoring.feed("\\\\u005b");
            assertThat(restoring.holding()).isLessThanOrEqualTo(20 * 7);
        }
    }
}
