package portcullis.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** What the rules ask of a class where ArchUnit has no words of its own. */
final class Conditions {
    private static final Set<Class<?>> SAFE =
            Set.of(
                    Long.class,
                    Integer.class,
                    Double.class,
                    Boolean.class,
                    Duration.class,
                    Instant.class,
                    OptionalInt.class,
                    OptionalLong.class);

    private Conditions() {}

    static ArchCondition<JavaClass> knowOnlyAllowedFloors() {
        return new ArchCondition<>("know only the floors below") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Optional<String> floor = House.floorOf(type);
                if (floor.isEmpty()) {
                    events.add(violated(type, type.getName() + " stands on no floor of the map"));
                    return;
                }
                for (Dependency known : type.getDirectDependenciesFromSelf()) {
                    if (!allowed(floor.get(), known.getTargetClass())) {
                        events.add(violated(type, known.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean allowed(String floor, JavaClass target) {
        if (!House.isOurs(target.getBaseComponentType())) {
            return true;
        }
        String known = House.floorOf(target.getBaseComponentType()).orElse("");
        return known.equals(floor)
                || known.equals("kernel")
                || House.FLOORS.getOrDefault(floor, Set.of()).contains(known);
    }

    static ArchCondition<JavaClass> callNoDoerOfAnotherRoom() {
        return new ArchCondition<>("call no doer of another room") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String room = House.roomOf(type).orElse("");
                String floor = House.floorOf(type).orElse("");
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    JavaClass target = access.getTargetOwner();
                    boolean next =
                            House.floorOf(target).filter(floor::equals).isPresent()
                                    && House.roomOf(target)
                                            .filter(other -> !other.equals(room))
                                            .isPresent();
                    if (next && isDoer(target)) {
                        events.add(violated(type, access.getDescription()));
                    }
                }
            }
        };
    }

    /**
     * A class that others can set to work: made from outside its room and with something to do.
     * Travellers cannot be made outside; records, enums and ports are words, not doers.
     */
    static boolean isDoer(JavaClass type) {
        boolean word =
                type.isRecord()
                        || type.isInterface()
                        || type.isEnum()
                        || type.isAnonymousClass()
                        || type.isAssignableTo(Throwable.class);
        boolean made =
                type.getConstructors().stream().anyMatch(Conditions::isOpen)
                        || type.getMethods().stream().anyMatch(method -> makes(method, type));
        return !word && made;
    }

    private static boolean isOpen(JavaConstructor constructor) {
        return constructor.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean makes(JavaMethod method, JavaClass type) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && method.getModifiers().contains(JavaModifier.STATIC)
                && method.getRawReturnType().equals(type);
    }

    static ArchCondition<JavaClass> beKnownOutsideTheirPackage() {
        return new ArchCondition<>("be known outside of their package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean known =
                        type.getDirectDependenciesToSelf().stream()
                                .map(Dependency::getOriginClass)
                                .anyMatch(other -> isDoorTo(other, type));
                if (!known) {
                    events.add(violated(type, type.getName() + " is public for nobody"));
                }
            }
        };
    }

    /** Another room, or a public class of the same room that may show it in a signature. */
    private static boolean isDoorTo(JavaClass user, JavaClass type) {
        boolean stranger = !user.getPackage().equals(type.getPackage());
        return stranger
                || (user.getModifiers().contains(JavaModifier.PUBLIC) && !user.equals(type));
    }

    static ArchCondition<JavaClass> beRecordsOfSafeComponents() {
        return new ArchCondition<>("be records of ids, enums, numbers, times and labels") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.isRecord()) {
                    events.add(violated(type, type.getName() + " is no record"));
                }
                for (JavaField part : type.getFields()) {
                    boolean fixed = part.getModifiers().contains(JavaModifier.STATIC);
                    if (!fixed && !isSafe(part.getType())) {
                        events.add(violated(type, carries(type, part)));
                    }
                }
            }
        };
    }

    private static String carries(JavaClass type, JavaField part) {
        return type.getName() + " carries " + part.getName() + " of " + part.getType().getName();
    }

    private static boolean isSafe(JavaType type) {
        if (type instanceof JavaParameterizedType generic) {
            return generic.toErasure().isEquivalentTo(Optional.class)
                    && isSafe(generic.getActualTypeArguments().getFirst());
        }
        JavaClass plain = type.toErasure();
        return plain.isPrimitive()
                || plain.isEnum()
                || SAFE.stream().anyMatch(plain::isEquivalentTo)
                || isKernelWord(plain)
                || isId(plain);
    }

    /** The kernel's ids and labels check their own shape; its one carrier of text is no record. */
    private static boolean isKernelWord(JavaClass type) {
        return type.isRecord() && type.getPackageName().equals("portcullis.kernel");
    }

    /** An id of a floor: a record around numbers, which cannot hold a word. */
    private static boolean isId(JavaClass type) {
        return type.isRecord()
                && type.getSimpleName().endsWith("Id")
                && type.getFields().stream()
                        .filter(part -> !part.getModifiers().contains(JavaModifier.STATIC))
                        .map(JavaField::getRawType)
                        .allMatch(part -> part.isPrimitive() || part.isEquivalentTo(UUID.class));
    }

    private static ConditionEvent violated(JavaClass type, String what) {
        return SimpleConditionEvent.violated(type, what);
    }
}
