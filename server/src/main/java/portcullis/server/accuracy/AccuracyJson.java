package portcullis.server.accuracy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Figures as one JSON object. */
public final class AccuracyJson {
    private AccuracyJson() {}

    /** Numbers and names of types, rules and disguises; no text of any row. */
    public static String of(Accuracy accuracy) {
        ObjectNode root = object();
        ObjectNode values = root.putObject("values");
        accuracy.values()
                .forEach(
                        (set, figures) -> {
                            ObjectNode there = values.putObject(set);
                            figures.forEach((type, one) -> there.set(type, value(one)));
                        });
        ObjectNode running = root.putObject("running");
        accuracy.running().forEach((kind, one) -> running.set(kind.name(), text(one)));
        running.set("all", text(TextFigures.sum(accuracy.running())));
        ObjectNode disguises = root.putObject("disguises");
        accuracy.disguises().forEach((name, one) -> disguises.set(name, tally(one)));
        root.set("alarms", alarms(accuracy.alarms()));
        root.put("refused", accuracy.refused());
        return root.toString();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode tally(Tally one) {
        return object().put("all", one.all())
                .put("touched", one.touched())
                .put("covered", one.covered())
                .put("typed", one.typed())
                .put("bound", one.bound());
    }

    private static ObjectNode value(ValueFigures one) {
        return tally(one.seen())
                .put("kind", one.kind().name())
                .put("clean", one.clean())
                .put("blocked", one.blocked())
                .put("high", one.high());
    }

    private static ObjectNode text(TextFigures one) {
        return tally(one.seen())
                .put("exact", one.exact())
                .put("extra", one.extra())
                .put("precision", one.precision())
                .put("recall", one.recall())
                .put("f2", one.f2());
    }

    private static ObjectNode alarms(Alarms alarms) {
        ObjectNode node = object().put("words", alarms.words()).put("formats", alarms.formats());
        ObjectNode rules = node.putObject("rules");
        alarms.rules().forEach((rule, found) -> rules.put(rule, alarms.per10k(found)));
        return node;
    }
}
