package portcullis.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import portcullis.gateway.route.Provider;
import portcullis.kernel.Event;
import portcullis.kernel.SensitiveText;

/** The rules that read classes. Each says why in the words a failed build shows. */
final class Rules {
    private Rules() {}

    static final ArchRule FLOORS_KNOW_ONLY_THE_FLOORS_BELOW =
            classes()
                    .should(Conditions.knowOnlyAllowedFloors())
                    .because("the map allows no other direction (architecture, section 3)");

    static final ArchRule KERNEL_SPEAKS_PLAIN_JAVA =
            classes()
                    .that()
                    .resideInAPackage("portcullis.kernel..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("portcullis.kernel..", "java..", "org.jspecify..")
                    .because("the kernel is the JDK and JSpecify only");

    static final ArchRule ROOMS_DO_NOT_CALL_ROOMS =
            classes()
                    .that(inARoom())
                    .should(Conditions.callNoDoerOfAnotherRoom())
                    .because("only the journey of a floor calls its rooms (invariant 3)");

    static final ArchRule DOORS_ARE_USED =
            classes()
                    .that(inARoom())
                    .and()
                    .arePublic()
                    .and()
                    .areTopLevelClasses()
                    .and()
                    .areNotAssignableTo(Event.class)
                    .should(Conditions.beKnownOutsideTheirPackage())
                    .because("what only its room uses is furniture (style, rule 2)");

    static final ArchRule ONLY_THE_ROUTER_CALLS_A_PROVIDER =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "portcullis.gateway..",
                            "portcullis.providers..",
                            "portcullis.testkit..")
                    .should()
                    .callMethodWhere(callOf(Provider.class, "call"))
                    .because("every model call takes the journey (architecture, promise 2)");

    static final ArchRule EVENTS_CARRY_NO_TEXT =
            classes()
                    .that()
                    .areAssignableTo(Event.class)
                    .and()
                    .areNotInterfaces()
                    .should(Conditions.beRecordsOfSafeComponents())
                    .because("no log event can carry text (invariant 9)");

    static final ArchRule TEXT_IS_READ_WHERE_IT_IS_WORKED_ON =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "portcullis.governance.permit..",
                            "portcullis.governance.limit..",
                            "portcullis.governance.audit..",
                            "portcullis.server.signals..",
                            "portcullis.server.wiring..")
                    .should()
                    .callMethodWhere(callOf(SensitiveText.class, "reveal"))
                    .because("the audit, the limits and the log never see text (invariant 1)");

    static final ArchRule NOBODY_THROWS_JUST_ANYTHING =
            noMethods()
                    .that()
                    .doNotHaveModifier(JavaModifier.BRIDGE)
                    .should()
                    .declareThrowableOfType(Exception.class)
                    .orShould()
                    .declareThrowableOfType(Throwable.class)
                    .because("expected refusals are values (style, rule 4)");

    static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
            noClasses()
                    .should()
                    .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Base|Data)([A-Z0-9$].*)?")
                    .because("these names say nothing (style, rule 1)");

    static final ArchRule NO_STATIC_STATE =
            noFields()
                    .that()
                    .areStatic()
                    .and(areWrittenByPeople())
                    .should()
                    .notBeFinal()
                    .because("state has an owner (style, rule 6)");

    static final ArchRule RECORDS_HAVE_NO_SETTERS =
            methods()
                    .that()
                    .haveNameMatching("set[A-Z].*")
                    .and()
                    .areDeclaredInClassesThat()
                    .resideOutsideOfPackage("portcullis.storage.postgres..")
                    .should()
                    .beDeclaredInClassesThat(extendForeignClasses())
                    .allowEmptyShould(true)
                    .because("things are made whole (style, rule 6)");

    /** A library is known on one floor only. */
    static ArchRule onlyIn(String[] homes, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .because("no floor but its owner knows it (invariant 2)");
    }

    private static DescribedPredicate<JavaClass> inARoom() {
        return DescribedPredicate.describe(
                "stand in a room", type -> House.roomOf(type).isPresent());
    }

    private static DescribedPredicate<JavaMethodCall> callOf(Class<?> owner, String name) {
        return DescribedPredicate.describe(
                "calls " + owner.getSimpleName() + "." + name,
                call -> call.getName().equals(name) && call.getTargetOwner().isAssignableTo(owner));
    }

    private static DescribedPredicate<com.tngtech.archunit.core.domain.JavaField>
            areWrittenByPeople() {
        return DescribedPredicate.describe(
                "are written by people",
                field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    private static DescribedPredicate<JavaClass> extendForeignClasses() {
        return DescribedPredicate.describe(
                "extend classes of a library",
                type ->
                        type.getAllRawSuperclasses().stream()
                                        .anyMatch(above -> !above.getName().startsWith("java.lang"))
                                || type.getAllRawInterfaces().stream()
                                        .anyMatch(above -> !House.isOurs(above)));
    }
}
