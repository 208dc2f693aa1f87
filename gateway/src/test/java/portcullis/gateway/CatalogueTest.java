package portcullis.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Receiver;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.RequestId;
import portcullis.kernel.SensitiveText;

class CatalogueTest {
    private static final Target CHEAP = new Target(new Label("near"), "tiny");
    private static final Target OTHER = new Target(new Label("far"), "tiny");
    private static final Target ABLE = new Target(new Label("far"), "huge");
    private static final List<Model> MODELS =
            List.of(model("small", CHEAP, OTHER), model("large", ABLE), model("a/b", CHEAP));
    private static final Naming NAMING =
            new Naming(
                    Optional.of(new Label("small")),
                    Map.of(Tier.NANO, new Label("small"), Tier.FRONTIER, new Label("large")),
                    Map.of(Task.DRAFT, Tier.NANO));

    private static Model model(String name, Target... targets) {
        return Model.of(new Label(name), List.of(targets));
    }

    private static Outcome<Model> found(Naming naming, String model, Map<String, String> headers) {
        String name = model.isEmpty() ? "" : "\"model\":\"" + model + "\",";
        String body = "{" + name + "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        Map<String, SensitiveText> sent =
                headers.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, e -> SensitiveText.of(e.getValue())));
        Raw raw =
                new Raw(
                        RequestId.random(),
                        Dialect.OPENAI_CHAT,
                        body.getBytes(UTF_8),
                        sent,
                        Optional.empty());
        Outcome<Received> received = new Receiver().receive(raw);
        return received.then(new Catalogue(MODELS, naming)::find);
    }

    private static Model passed(Outcome<Model> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Model>(Model model) -> model;
            case Outcome.Refused<Model>(Refusal refusal) -> throw new AssertionError(refusal);
        };
    }

    private static RefusalCode refused(Outcome<Model> outcome) {
        return switch (outcome) {
            case Outcome.Passed<Model>(Model model) -> throw new AssertionError(model);
            case Outcome.Refused<Model>(Refusal refusal) -> refusal.code();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "small, small",
        "a/b, a/b",
        "tier/nano, small",
        "tier/mini, large",
        "tier/frontier, large",
        "task/classify, small",
        "task/draft, small",
        "task/reason, large",
        "far/huge, large",
    })
    void namesFindTheirModels(String said, String model) {
        assertThat(passed(found(NAMING, said, Map.of())).name()).isEqualTo(new Label(model));
    }

    @Test
    @Tag("R-003")
    void aTargetThatIsNamedLeadsItsChain() {
        assertThat(passed(found(NAMING, "far/tiny", Map.of())).targets())
                .containsExactly(OTHER, CHEAP);
    }

    @Test
    @Tag("R-017")
    void aCallThatNamesNoneGetsTheStandardModel() {
        assertThat(passed(found(NAMING, "", Map.of())).name()).isEqualTo(new Label("small"));
        assertThat(refused(found(Naming.PLAIN, "", Map.of()))).isEqualTo(RefusalCode.MISSING_FIELD);
    }

    @Test
    void headersGoBeforeTheBody() {
        Map<String, String> frontier = Map.of("x-portcullis-tier", "Frontier");
        assertThat(passed(found(NAMING, "small", frontier)).name()).isEqualTo(new Label("large"));
        Map<String, String> reason = Map.of("x-portcullis-task", "reason");
        assertThat(passed(found(NAMING, "small", reason)).name()).isEqualTo(new Label("large"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smal", "tier/none", "tier/", "task/dream", "near/huge"})
    void otherNamesAreNoModels(String name) {
        assertThat(refused(found(NAMING, name, Map.of()))).isEqualTo(RefusalCode.MODEL_NOT_FOUND);
        assertThat(refused(found(NAMING, "small", Map.of("x-portcullis-tier", name))))
                .isEqualTo(RefusalCode.MODEL_NOT_FOUND);
    }

    @Test
    void aTierNeedsAModelThatIsThere() {
        Naming wrong = new Naming(Optional.empty(), Map.of(Tier.NANO, new Label("gone")), Map.of());
        assertThatThrownBy(() -> new Catalogue(MODELS, wrong))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
