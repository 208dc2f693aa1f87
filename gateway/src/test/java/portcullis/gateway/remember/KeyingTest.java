package portcullis.gateway.remember;

import static org.assertj.core.api.Assertions.assertThat;
import static portcullis.gateway.Requests.screened;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.gateway.CacheRule.Scope;
import portcullis.gateway.screen.Screened;

/** Different questions never share a key, whatever the scope (GTW-30, R-047 to ). */
class KeyingTest {
    private static final Keying KEYING = new Keying(new byte[32], "PSEUDONYMISE/1", "m=[p/m]");
    private static final List<String> NAMES =
            List.of(
                    "frequency_penalty",
                    "logit_bias",
                    "max_completion_tokens",
                    "max_tokens",
                    "metadata",
                    "n",
                    "presence_penalty",
                    "reasoning_effort",
                    "response_format",
                    "seed",
                    "service_tier",
                    "stop",
                    "temperature",
                    "top_k",
                    "top_p",
                    "user",
                    "verbosity",
                    "x_invented_tomorrow");

    /** A request: its model, what is said, its other fields, and who asks for what. */
    record Asked(String model, List<String> said, Map<String, String> fields, Who who) {
        String body() {
            String messages =
                    said.stream()
                            .map(text -> "{\"role\":\"user\",\"content\":\"" + text + "\"}")
                            .collect(Collectors.joining(","));
            StringBuilder json = new StringBuilder("{\"model\":\"" + model + "\"");
            json.append(",\"messages\":[").append(messages).append(']');
            new TreeMap<>(fields)
                    .forEach((name, value) -> json.append(",\"" + name + "\":" + value));
            return json.append('}').toString();
        }

        Optional<ByteBuffer> key(Scope scope) {
            Screened request =
                    screened(
                            who.tenant(),
                            body(),
                            Map.of(
                                    "x-portcullis-session", who.session(),
                                    "x-portcullis-research", who.research()));
            return KEYING.key(request, scope);
        }

        /** The same as far as the scope looks. */
        boolean sameAs(Asked other, Scope scope) {
            boolean asks =
                    model.equals(other.model)
                            && said.equals(other.said)
                            && fields.equals(other.fields);
            return asks && who.sameAs(other.who, scope);
        }
    }

    record Who(String tenant, String session, String research) {
        boolean sameAs(Who other, Scope scope) {
            return switch (scope) {
                // Each request here comes with a key of its own.
                case OFF, USER -> false;
                case GLOBAL -> true;
                case TENANT -> tenant.equals(other.tenant);
                case SESSION -> tenant.equals(other.tenant) && session.equals(other.session);
                case RESEARCH -> tenant.equals(other.tenant) && research.equals(other.research);
            };
        }
    }

    @Property(tries = 400)
    @Tag("GTW-30")
    @Tag("GTW-3")
    @Tag("R-050")
    @Tag("R-051")
    @Tag("R-072")
    void keysAreEqualExactlyWhenTheQuestionsAre(
            @ForAll("questions") Asked one, @ForAll("questions") Asked two, @ForAll Scope scope) {
        if (scope == Scope.OFF) {
            assertThat(one.key(scope)).isEmpty();
            return;
        }
        assertThat(one.key(scope)).isPresent();
        assertThat(one.key(scope).equals(two.key(scope))).isEqualTo(one.sameAs(two, scope));
    }

    @Property(tries = 200)
    @Tag("GTW-30")
    @Tag("R-047")
    @Tag("R-048")
    @Tag("R-049")
    void oneFieldMoreOrOtherwiseIsAnotherQuestion(
            @ForAll("questions") Asked asked, @ForAll Scope scope) {
        for (String name : NAMES) {
            Map<String, String> changed = new TreeMap<>(asked.fields());
            changed.put(name, understood(Map.of(name, "x".repeat(40))).get(name));
            Asked other = new Asked(asked.model(), asked.said(), changed, asked.who());
            if (scope != Scope.OFF) {
                assertThat(other.key(scope)).as(name).isNotEqualTo(asked.key(scope));
            }
        }
    }

    @Test
    @org.junit.jupiter.api.Tag("GTW-30")
    void onlyHowTheAnswerTravelsIsNoPartOfTheKey() {
        assertThat(Keying.NOT_PART)
                .as("a field that is left out of the key changes nothing of the answer")
                .containsExactlyInAnyOrder("stream", "stream_options");
    }

    @Test
    void aScopeWithoutItsNameHasNoKey() {
        Screened nameless = screened("{\"model\":\"m\",\"messages\":[]}");
        assertThat(KEYING.key(nameless, Scope.SESSION)).isEmpty();
        assertThat(KEYING.key(nameless, Scope.RESEARCH)).isEmpty();
        assertThat(KEYING.key(nameless, Scope.USER)).isPresent();
        Screened blank =
                screened(
                        "clinic",
                        "{\"model\":\"m\",\"messages\":[]}",
                        Map.of("x-portcullis-session", " "));
        assertThat(KEYING.key(blank, Scope.SESSION)).isEmpty();
    }

    @Test
    void scopesOfTheSameMembersAreDifferent() {
        Screened request =
                screened(
                        "clinic",
                        "{\"model\":\"m\",\"messages\":[]}",
                        Map.of("x-portcullis-session", "7", "x-portcullis-research", "7"));
        assertThat(KEYING.key(request, Scope.SESSION))
                .isNotEqualTo(KEYING.key(request, Scope.RESEARCH));
    }

    @Test
    void oddNamesInHeadersAreNoTagsAndNoTrouble() {
        Screened request =
                screened(
                        "clinic",
                        "{\"model\":\"m\",\"messages\":[]}",
                        Map.of(
                                "x-portcullis-session", "a\tb",
                                "x-portcullis-documents", " ,,d1,"));
        assertThat(KEYING.tags(request)).hasSize(5).allMatch(tag -> tag.length() == 22);
    }

    @Provide
    Arbitrary<Asked> questions() {
        Arbitrary<String> values =
                Arbitraries.of("0", "1", "0.5", "\"a\"", "{\"type\":\"text\"}", "[\"END\"]");
        Arbitrary<Map<String, String>> fields =
                Arbitraries.maps(
                                Arbitraries.of("seed", "top_p", "user", "stop"),
                                Arbitraries.of("1", "\"a\""))
                        .ofMaxSize(2);
        Arbitrary<Map<String, String>> rare =
                Arbitraries.maps(Arbitraries.of(NAMES), values)
                        .ofMaxSize(4)
                        .map(KeyingTest::understood);
        Arbitrary<Who> who =
                Combinators.combine(
                                Arbitraries.of("clinic", "clinic2"),
                                Arbitraries.of("1", "2"),
                                Arbitraries.of("1", "2"))
                        .as(Who::new);
        return Combinators.combine(
                        Arbitraries.of("m", "n"),
                        Arbitraries.of("a", "b", "ab").list().ofMinSize(1).ofMaxSize(2),
                        Arbitraries.oneOf(
                                Arbitraries.just(new TreeMap<String, String>()),
                                fields.map(KeyingTest::understood),
                                rare),
                        who)
                .as(Asked::new);
    }

    /** Known fields with a wrong type are refused before they reach the memory. */
    private static Map<String, String> understood(Map<String, String> fields) {
        Map<String, String> typed = new TreeMap<>(fields);
        typed.replaceAll(
                (name, value) ->
                        switch (name) {
                            case "user", "service_tier", "reasoning_effort", "verbosity" ->
                                    "\"" + value.length() + "\"";
                            case "metadata", "logit_bias", "response_format" ->
                                    "{\"type\":\"" + value.length() + "\"}";
                            case "stop" -> "[\"" + value.length() + "\"]";
                            case "x_invented_tomorrow" -> "\"" + value.length() + "\"";
                            default -> Integer.toString(value.length());
                        });
        return typed;
    }
}
