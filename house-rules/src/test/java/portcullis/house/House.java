package portcullis.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The code of all floors as the rules see it: what ships, and the testkit. */
final class House {
    private static final String ROOT = "portcullis.";

    /** Which floors a floor may know (the map in the architecture). All may know the kernel. */
    static final Map<String, Set<String>> FLOORS = floors();

    /** Floors whose packages are rooms: verbs with one door each. */
    static final Set<String> FLOORS_WITH_ROOMS =
            Set.of("privacy", "governance", "disclosure", "gateway", "library");

    private House() {}

    static JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .withImportOption(location -> !location.contains("/portcullis/house/"))
                .importPackages("portcullis");
    }

    private static Map<String, Set<String>> floors() {
        Map<String, Set<String>> floors = new TreeMap<>();
        floors.put("kernel", Set.of());
        floors.put("privacy", Set.of());
        floors.put("governance", Set.of());
        floors.put("disclosure", Set.of("privacy", "governance"));
        floors.put("gateway", Set.of("privacy", "governance"));
        floors.put("providers", Set.of("privacy", "governance", "gateway"));
        floors.put("parser", Set.of());
        floors.put("library", Set.of("privacy", "governance", "parser"));
        floors.put("apps", Set.of("privacy", "governance", "gateway", "library"));
        // The library's ports speak of the formats that the parser knows.
        floors.put(
                "storage.postgres",
                Set.of("privacy", "gateway", "governance", "disclosure", "library", "parser"));
        floors.put("storage.lucene", Set.of("governance", "library"));
        floors.put("storage.redis", Set.of("governance", "gateway"));
        floors.put("storage.onnx", Set.of("privacy", "library"));
        floors.put(
                "server",
                Set.of(
                        "privacy",
                        "governance",
                        "disclosure",
                        "gateway",
                        "providers",
                        "parser",
                        "library",
                        "apps",
                        "storage.postgres",
                        "storage.lucene",
                        "storage.redis",
                        "storage.onnx"));
        floors.put("testkit", Set.of("privacy", "governance", "gateway", "providers", "library"));
        return Map.copyOf(floors);
    }

    /** The floor a class belongs to; empty for a class that stands on none. */
    static Optional<String> floorOf(JavaClass type) {
        String name = type.getPackageName() + ".";
        return FLOORS.keySet().stream()
                .filter(floor -> name.startsWith(ROOT + floor + "."))
                .findFirst();
    }

    /** The room a class belongs to ({@code gateway.screen}); empty outside of rooms. */
    static Optional<String> roomOf(JavaClass type) {
        return floorOf(type)
                .filter(FLOORS_WITH_ROOMS::contains)
                .map(floor -> type.getPackageName().substring(ROOT.length()))
                .filter(place -> place.contains("."));
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }
}
