package portcullis.gateway;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import portcullis.gateway.receive.Received;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Label;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;

/**
 * Finds the model a caller means: by the headers {@code x-portcullis-tier} and {@code
 * x-portcullis-task}, which go before the body; by its name; by {@code tier/nano} and {@code
 * task/draft}; or by {@code provider/model} of one of its targets, which then leads.
 */
final class Catalogue {
    private final Naming naming;
    private final Map<String, Model> models = new LinkedHashMap<>();
    private final Map<String, Model> byTarget = new LinkedHashMap<>();

    /**
     * @throws IllegalArgumentException when two models share a name, or a tier or the standard is
     *     no model
     */
    Catalogue(List<Model> all, Naming naming) {
        this.naming = naming;
        for (Model model : all) {
            if (models.put(model.name().value(), model) != null) {
                throw new IllegalArgumentException("two models are named " + model.name());
            }
            for (Target target : model.targets()) {
                byTarget.putIfAbsent(target.label().value(), model.leading(target));
            }
        }
        naming.standard().ifPresent(this::require);
        naming.tiers().values().forEach(this::require);
    }

    private void require(Label name) {
        if (!models.containsKey(name.value())) {
            throw new IllegalArgumentException("no model is named " + name);
        }
    }

    Outcome<Model> find(Received received) {
        Optional<String> tier = header(received, "x-portcullis-tier");
        if (tier.isPresent()) {
            return tier(tier.get()).orElseGet(Catalogue::unknown);
        }
        Optional<String> task = header(received, "x-portcullis-task");
        if (task.isPresent()) {
            return task(task.get()).orElseGet(Catalogue::unknown);
        }
        return named(received.model());
    }

    /** What a name in a body means. */
    Outcome<Model> named(String name) {
        if (name.isEmpty()) {
            return naming.standard().map(this::model).orElseGet(() -> Outcome.refused(missing()));
        }
        Optional<Outcome<Model>> known =
                Optional.ofNullable(models.get(name))
                        .or(() -> Optional.ofNullable(byTarget.get(name)))
                        .map(Outcome::passed);
        return known.or(() -> prefixed(name)).orElseGet(Catalogue::unknown);
    }

    private Optional<Outcome<Model>> prefixed(String name) {
        if (name.startsWith("tier/")) {
            return tier(name.substring("tier/".length()));
        }
        return name.startsWith("task/") ? task(name.substring("task/".length())) : Optional.empty();
    }

    private Optional<Outcome<Model>> tier(String word) {
        return constant(Tier.values(), word).flatMap(naming::model).map(this::model);
    }

    private Optional<Outcome<Model>> task(String word) {
        return constant(Task.values(), word)
                .map(naming::tier)
                .flatMap(naming::model)
                .map(this::model);
    }

    private Outcome<Model> model(Label name) {
        return Optional.ofNullable(models.get(name.value()))
                .map(Outcome::passed)
                .orElseGet(Catalogue::unknown);
    }

    private static <T extends Enum<T>> Optional<T> constant(T[] all, String word) {
        String name = word.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(all).filter(one -> one.name().equals(name)).findFirst();
    }

    private static Optional<String> header(Received received, String name) {
        return Optional.ofNullable(received.raw().headers().get(name)).map(SensitiveText::reveal);
    }

    private static Outcome<Model> unknown() {
        return Outcome.refused(RefusalCode.MODEL_NOT_FOUND);
    }

    private static Refusal missing() {
        return Refusal.of(RefusalCode.MISSING_FIELD).at(FieldPath.field("model"));
    }
}
