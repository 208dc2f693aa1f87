package portcullis.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that read the files of the project as texts. */
class FilesTest {
    private static final int LONGEST_FILE = 400;

    /** Put together here so that this file does not break its own rules. */
    private static final Pattern OPEN_ENDS =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final Pattern PLACES =
            Pattern.compile(
                    "(?i)(/ro"
                            + "ot/|/ho"
                            + "me/[a-z]|/wo"
                            + "rk/(?!flow)|/tmp/br"
                            + "ief|C:\\\\Us"
                            + "ers)");
    private static final Pattern REGISTRIES =
            Pattern.compile(
                    "(?i)https?://[^\\s\"'<>]*(arti"
                            + "factory|ne"
                            + "xus|jf"
                            + "rog|repo1?\\.ma"
                            + "ven|registry\\.np"
                            + "m|registry\\.ya"
                            + "rn|pypi\\.o"
                            + "rg|proxy\\.gol"
                            + "ang)");
    private static final Pattern PATH =
            Pattern.compile("[`(]((?:\\./)?[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*/?)[`)]");

    /** Media types and routes look like paths. */
    private static final Pattern NO_PATH = Pattern.compile("^(application|text|v1|api|health)/");

    private static List<String> hits(Stream<Path> files, Pattern pattern) {
        List<String> hits = new ArrayList<>();
        files.forEach(
                file ->
                        Tree.text(file)
                                .map(pattern::matcher)
                                .filter(Matcher::find)
                                .ifPresent(hit -> hits.add(Tree.name(file) + ": " + hit.group())));
        return hits;
    }

    private static List<Path> sources() {
        List<Path> sources = Tree.files(".java");
        assertThat(sources).hasSizeGreaterThan(100);
        return sources;
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(hits(sources().stream(), OPEN_ENDS)).isEmpty();
    }

    @Test
    void noFileIsLongerThanFourHundredLines() {
        assertThat(
                        sources().stream()
                                .filter(file -> Tree.source(file).lines().count() > LONGEST_FILE)
                                .map(Tree::name))
                .isEmpty();
    }

    @Test
    void testsNeitherSleepNorSkipNorMock() {
        Pattern banned =
                Pattern.compile(
                        "Thread\\.sle"
                                + "ep|TimeUnit\\.[A-Z]+\\.sle"
                                + "ep|@Dis"
                                + "abled|org\\.moc"
                                + "kito");

        assertThat(hits(Tree.testSources().stream(), banned)).isEmpty();
    }

    @Test
    void projectSpeaksOfNoMachineAndNoRegistry() {
        List<Path> files = Tree.files();
        assertThat(files).hasSizeGreaterThan(100);
        assertThat(hits(files.stream(), PLACES)).isEmpty();
        assertThat(hits(files.stream(), REGISTRIES)).isEmpty();
    }

    /** Surefire looks for *Test only: a test elsewhere would never run, and nobody would notice. */
    @Test
    void everyTestIsInAClassThatRuns() {
        Pattern test =
                Pattern.compile(
                        "(?m)^\\s+@(Test|ParameterizedTest|RepeatedTest|Property|Example)\\b");
        List<String> silent =
                Tree.testSources().stream()
                        .filter(file -> test.matcher(Tree.source(file)).find())
                        .filter(file -> !Tree.source(file).contains("abstract class"))
                        .filter(
                                file ->
                                        !Tree.source(file)
                                                .matches("(?s).*\\binterface \\w+Contract\\b.*"))
                        .map(Tree::name)
                        .filter(name -> !name.endsWith("Test.java"))
                        .toList();

        assertThat(silent).isEmpty();
    }

    /** jqwik skips a property with an annotation of JUnit Jupiter, and the build stays green. */
    @Test
    void propertiesCarryJqwiksOwnTags() {
        Pattern mixed =
                Pattern.compile(
                        "@Property[^;{]*?@(Tag|DisplayName|Timeout)\\b|@(Tag|DisplayName|Timeout)\\(\"[^\"]*\"\\)\\s+@Property");
        List<String> skipped =
                Tree.testSources().stream()
                        .filter(file -> Tree.source(file).contains("org.junit.jupiter.api.Tag;"))
                        .filter(file -> mixed.matcher(Tree.source(file)).find())
                        .map(Tree::name)
                        .toList();

        assertThat(skipped).isEmpty();
    }

    /** Package-private constructors lock nothing when another module may open the same package. */
    @Test
    void packageLivesInOneModule() {
        Map<String, Set<String>> modules = new HashMap<>();
        for (Path file : sources()) {
            String name = Tree.name(file);
            int source = name.indexOf("/src/");
            if (source > 0 && name.contains("/java/")) {
                String place = name.substring(name.indexOf("/java/") + 6, name.lastIndexOf('/'));
                modules.computeIfAbsent(place, _ -> new TreeSet<>()).add(name.substring(0, source));
            }
        }
        assertThat(modules).hasSizeGreaterThan(10);
        assertThat(modules).allSatisfy((place, homes) -> assertThat(homes).as(place).hasSize(1));
    }

    @Test
    void everyPackageIsMarkedAndDescribed() {
        Set<Path> packages = new TreeSet<>();
        Tree.mainSources().forEach(file -> packages.add(file.getParent()));
        assertThat(packages).isNotEmpty();
        for (Path place : packages) {
            Path info = place.resolve("package-info.java");
            assertThat(info).exists();
            assertThat(Tree.source(info)).as(Tree.name(info)).contains("@NullMarked", "/**");
        }
    }

    @Test
    void everyRoomSaysWhatEntersLeavesAndNeverHappens() {
        List<Path> rooms =
                Tree.mainSources().stream()
                        .filter(file -> file.endsWith("package-info.java"))
                        .filter(file -> isRoom(Tree.name(file)))
                        .toList();
        assertThat(rooms).hasSizeGreaterThan(8);
        for (Path room : rooms) {
            assertThat(Tree.source(room))
                    .as(Tree.name(room))
                    .contains("Enters:", "Leaves:", "Never:");
        }
    }

    private static boolean isRoom(String name) {
        return House.FLOORS_WITH_ROOMS.stream()
                .anyMatch(
                        floor ->
                                name.matches(
                                        ".*/java/portcullis/"
                                                + floor
                                                + "/[a-z]+/package-info.java"));
    }

    @Test
    void everyPathOnTheMapIsThere() {
        Path map = Tree.root().resolve("ARCHITECTURE.md");
        assertThat(map).exists();
        List<String> paths =
                PATH.matcher(Tree.source(map))
                        .results()
                        .map(found -> found.group(1))
                        .filter(path -> path.contains("/") && !NO_PATH.matcher(path).find())
                        .toList();

        assertThat(paths).isNotEmpty();
        assertThat(paths).allSatisfy(path -> assertThat(Tree.root().resolve(path)).exists());
    }
}
