package portcullis.server.signals;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import portcullis.kernel.Event;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.RequestId;
import portcullis.kernel.TenantId;

/**
 * Writes one event as one JSON line. Only the closed list of safe types is written; a component of
 * any other type stands as {@code "unsafe"}, because it could carry text (invariant 9).
 */
final class EventLine {
    private EventLine() {}

    static String json(Stamped stamped) {
        StringBuilder line = new StringBuilder(256).append('{');
        text(line, "time", stamped.at().toString());
        text(line, "level", stamped.level().name());
        text(line, "event", snake(stamped.event().getClass().getSimpleName()));
        for (RecordComponent component : components(stamped.event())) {
            member(line, snake(component.getName()), value(component, stamped.event()));
        }
        line.setCharAt(line.length() - 1, '}');
        return line.toString();
    }

    /** For people at a terminal. */
    static String plain(Stamped stamped) {
        StringBuilder line = new StringBuilder(128);
        line.append(stamped.at()).append(' ').append(stamped.level()).append(' ');
        line.append(snake(stamped.event().getClass().getSimpleName()));
        for (RecordComponent component : components(stamped.event())) {
            StringBuilder member = new StringBuilder();
            member(member, snake(component.getName()), value(component, stamped.event()));
            if (!member.isEmpty()) {
                line.append(' ').append(member.substring(0, member.length() - 1).replace("\"", ""));
            }
        }
        return line.toString();
    }

    private static RecordComponent[] components(Event event) {
        RecordComponent[] components = event.getClass().getRecordComponents();
        return components == null ? new RecordComponent[0] : components;
    }

    private static Object value(RecordComponent component, Event event) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            return new Object();
        }
    }

    private static void member(StringBuilder line, String name, Object value) {
        switch (value) {
            case Optional<?> maybe -> maybe.ifPresent(inner -> member(line, name, inner));
            case Duration span -> number(line, name + "_seconds", seconds(span));
            case Instant moment -> text(line, name, moment.toString());
            case Enum<?> constant -> text(line, name, constant.name());
            case Number number -> number(line, name, number.toString());
            case Boolean flag -> number(line, name, flag.toString());
            case TenantId _, KeyId _, RequestId _, Label _ -> text(line, name, value.toString());
            default -> text(line, name, "unsafe");
        }
    }

    private static String seconds(Duration span) {
        return String.format(Locale.ROOT, "%.6f", span.toNanos() / 1e9);
    }

    /** Names and values of the safe types hold nothing that needs escaping. */
    private static void text(StringBuilder line, String name, String value) {
        line.append('"').append(name).append("\":\"").append(value).append("\",");
    }

    private static void number(StringBuilder line, String name, String value) {
        line.append('"').append(name).append("\":").append(value).append(',');
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
