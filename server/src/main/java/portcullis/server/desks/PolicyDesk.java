package portcullis.server.desks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import portcullis.disclosure.tighten.PolicyBook;
import portcullis.disclosure.tighten.PolicyBook.Wanted;
import portcullis.disclosure.tighten.PolicyRule;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.privacy.Context;
import portcullis.privacy.Policy;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/**
 * The screening policies of the caller's tenant: which hold, and making one stricter. Nobody can
 * make one looser here (SCR-68); that takes the configuration.
 */
public final class PolicyDesk {
    private static final Set<String> FIELDS = Set.of("application", "context", "policy");
    private static final Set<String> APPLICATIONS = Set.of("api", "assistant", "stream", "library");
    private static final int LONGEST_NAME = 100;

    /** Answers and logs are always redacted, exports always blocked. */
    private static final List<Context> CHANGEABLE = List.of(Context.AI_INPUT, Context.UPLOAD);

    private final PolicyBook book;

    public PolicyDesk(PolicyBook book) {
        this.book = book;
    }

    /** {@code GET /api/phi/policies}: of those that fit a text the strictest holds. */
    public Outcome<Answer> list(Visit visit) {
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray("policies");
        book.standing(visit.caller().tenant()).forEach(rule -> all.add(shown(rule)));
        return Outcome.passed(Json.ok(answer));
    }

    /** {@code POST /api/phi/policies}: {@code {context, policy, application?}}. */
    public Outcome<Answer> tighten(Visit visit) {
        return Fields.read(visit.body(), FIELDS)
                .then(PolicyDesk::wanted)
                .then(wanted -> book.tighten(visit.caller(), wanted))
                .map(rule -> Json.ok(shown(rule)));
    }

    private static Outcome<Wanted> wanted(Fields fields) {
        return needed(fields, "context", name -> named(CHANGEABLE, name))
                .then(
                        context ->
                                needed(
                                                fields,
                                                "policy",
                                                name -> named(List.of(Policy.values()), name))
                                        .then(
                                                policy ->
                                                        application(fields)
                                                                .map(
                                                                        application ->
                                                                                new Wanted(
                                                                                        application,
                                                                                        context,
                                                                                        policy))));
    }

    private static Outcome<Optional<Label>> application(Fields fields) {
        return fields.choice(
                "application",
                Optional.empty(),
                name ->
                        APPLICATIONS.contains(name)
                                ? Optional.of(Optional.of(new Label(name)))
                                : Optional.empty());
    }

    private static <T> Outcome<T> needed(
            Fields fields, String field, Function<String, Optional<T>> reading) {
        return fields.text(field, LONGEST_NAME)
                .then(
                        name ->
                                reading.apply(name)
                                        .map(Outcome::passed)
                                        .orElseGet(
                                                () ->
                                                        Fields.refused(
                                                                RefusalCode.INVALID_VALUE, field)));
    }

    private static <E extends Enum<E>> Optional<E> named(List<E> all, String name) {
        return all.stream()
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    private static ObjectNode shown(PolicyRule rule) {
        ObjectNode shown =
                Json.object()
                        .put("context", ShownScan.lower(rule.context()))
                        .put("policy", ShownScan.lower(rule.policy()));
        rule.application().ifPresent(name -> shown.put("application", name.value()));
        rule.tenant().ifPresent(name -> shown.put("tenant", name.value()));
        return shown;
    }
}
