package portcullis.library.parse;

import java.nio.file.Path;
import java.util.List;
import portcullis.parser.Caps;

/**
 * How child processes are started (LIB-16 to LIB-18).
 *
 * @param java the {@code java} command
 * @param classPath jars and folders of the child, and of nothing else
 * @param folder where children get their own empty working folders
 * @param children most processes at a time
 * @param heapMegabytes of one child
 * @param caps what reading one document may cost
 * @param isolation whether to start children where the system offers no namespaces
 */
public record ParserSettings(
        Path java,
        List<Path> classPath,
        Path folder,
        int children,
        int heapMegabytes,
        Caps caps,
        Isolation.Wanted isolation) {

    public ParserSettings {
        classPath = List.copyOf(classPath);
        if (children < 1 || heapMegabytes < 16 || classPath.isEmpty()) {
            throw new IllegalArgumentException(
                    "the parser needs a class path, at least one child and 16 MB of heap");
        }
    }

    /** Two children of 256 MB with the default caps, isolated as well as the system can. */
    public static ParserSettings with(List<Path> classPath, Path folder) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ParserSettings(
                java, classPath, folder, 2, 256, Caps.DEFAULT, Isolation.Wanted.WHEN_AVAILABLE);
    }

    List<String> command(Path ownFolder) {
        String jars = String.join(":", classPath.stream().map(Path::toString).toList());
        return List.of(
                java.toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + ownFolder,
                "-Duser.home=" + ownFolder,
                "-Dpdfbox.fontcache=" + ownFolder,
                "-cp",
                jars,
                "portcullis.parser.Child");
    }
}
