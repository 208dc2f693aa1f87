package portcullis.server.signals;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;

    /** The names of an event and how its members are read, found out once. */
    private static final ClassValue<Form> FORMS =
            new ClassValue<>() {
                @Override
                protected Form computeValue(Class<?> event) {
                    return Form.of(event);
                }
            };

    private record Form(String name, List<Member> members) {
        static Form of(Class<?> event) {
            RecordComponent[] components = event.getRecordComponents();
            List<Member> members =
                    components == null ? List.of() : Stream.of(components).map(Member::of).toList();
            return new Form(snake(event.getSimpleName()), members);
        }
    }

    private record Member(String name, Method accessor) {
        static Member of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return new Member(snake(component.getName()), accessor);
        }

        Object of(Event event) {
            try {
                return accessor.invoke(event);
            } catch (ReflectiveOperationException | RuntimeException unreadable) {
                return new Object();
            }
        }
    }

    private EventLine() {}

    static String json(Stamped stamped) {
        Form form = FORMS.get(stamped.event().getClass());
        StringBuilder line = new StringBuilder(384).append('{');
        text(line, "time", stamped.at().toString());
        text(line, "level", stamped.level().name());
        text(line, "event", form.name());
        for (Member member : form.members()) {
            member(line, member.name(), member.of(stamped.event()));
        }
        line.setCharAt(line.length() - 1, '}');
        return line.toString();
    }

    /** For people at a terminal. */
    static String plain(Stamped stamped) {
        Form form = FORMS.get(stamped.event().getClass());
        StringBuilder line = new StringBuilder(128);
        line.append(stamped.at()).append(' ').append(stamped.level()).append(' ');
        line.append(form.name());
        for (Member member : form.members()) {
            StringBuilder text = new StringBuilder();
            member(text, member.name(), member.of(stamped.event()));
            if (!text.isEmpty()) {
                line.append(' ').append(text.substring(0, text.length() - 1).replace("\"", ""));
            }
        }
        return line.toString();
    }

    private static void member(StringBuilder line, String name, Object value) {
        switch (value) {
            case Optional<?> maybe -> maybe.ifPresent(inner -> member(line, name, inner));
            case Duration span -> {
                line.append('"').append(name).append("_seconds\":");
                seconds(line, span);
                line.append(',');
            }
            case Instant moment -> text(line, name, moment.toString());
            case Enum<?> constant -> text(line, name, constant.name());
            case Number number -> number(line, name, number.toString());
            case Boolean flag -> number(line, name, flag.toString());
            case TenantId _, KeyId _, RequestId _, Label _ -> text(line, name, value.toString());
            default -> text(line, name, "unsafe");
        }
    }

    /** With six digits behind the point, as a formatter would, at a fraction of its cost. */
    private static void seconds(StringBuilder line, Duration span) {
        long micros = Math.abs(span.toNanos() / NANOS_PER_MICRO);
        if (span.isNegative()) {
            line.append('-');
        }
        line.append(micros / MICROS_PER_SECOND).append('.');
        long part = micros % MICROS_PER_SECOND;
        for (long place = MICROS_PER_SECOND / 10; place > 0; place /= 10) {
            line.append((char) ('0' + part / place % 10));
        }
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
