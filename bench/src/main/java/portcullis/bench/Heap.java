package portcullis.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Asks another JVM for its heap, through the JDK's own {@code jcmd}. */
final class Heap {
    private static final Pattern USED =
            Pattern.compile("(?m)^ ?(?!Metaspace|class space)\\S.*? used (\\d+)K");

    private Heap() {}

    /** Used heap with its garbage, in MiB. */
    static double usedMiB(long pid) throws IOException {
        return parse(jcmd(pid, "GC.heap_info"));
    }

    /** Used heap right after a full collection, in MiB. */
    static double liveMiB(long pid) throws IOException {
        jcmd(pid, "GC.run");
        return usedMiB(pid);
    }

    /** Adds up the generations that {@code GC.heap_info} shows. */
    static double parse(String info) throws IOException {
        double used =
                USED.matcher(info).results().mapToLong(part -> Long.parseLong(part.group(1))).sum()
                        / 1024.0;
        if (used == 0) {
            throw new IOException("jcmd tells no heap: " + info);
        }
        return used;
    }

    private static String jcmd(long pid, String command) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process =
                new ProcessBuilder(tool.toString(), Long.toString(pid), command)
                        .redirectErrorStream(true)
                        .start();
        try (InputStream output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
