package portcullis.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Facts about the machine and the tools, for those who read figures later. */
final class Machine {
    private Machine() {}

    /** One paragraph: processor, memory, kernel, versions. */
    static String facts() {
        return String.format(
                Locale.ROOT,
                "Machine: %s, %d cores, %s memory, Linux %s, at most %d open files a process; writing 8 KiB"
                        + " to the disk and waiting for it takes %.2f ms (median of 200). JDK %s; %s;"
                        + " node %s; `@portkey-ai/gateway` 1.15.2.",
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                field("/proc/meminfo", "MemTotal"),
                System.getProperty("os.version", "unknown"),
                openFiles(),
                flushMillis(),
                Runtime.version(),
                firstLine("nginx", "-v"),
                firstLine("node", "--version"));
    }

    /** What every durable commit waits for at least. */
    private static double flushMillis() {
        long[] took = new long[200];
        try {
            Path file = Files.createTempFile("flush", ".bin");
            try (FileChannel disk = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer page = ByteBuffer.allocate(8192);
                for (int i = 0; i < took.length; i++) {
                    long began = System.nanoTime();
                    disk.write(page.clear(), 0);
                    disk.force(false);
                    took[i] = System.nanoTime() - began;
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException broken) {
            return Double.NaN;
        }
        Arrays.sort(took);
        return took[took.length / 2] / 1e6;
    }

    /** How many files this process, and those it starts, may have open. */
    static long openFiles() {
        return lines("/proc/self/limits")
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s+")[3])
                .filter(limit -> limit.matches("\\d+"))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(1024);
    }

    static String firstLine(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (InputStream output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
                return text.lines().findFirst().orElse("unknown");
            }
        } catch (IOException absent) {
            return "not found";
        }
    }

    private static String field(String file, String name) {
        return lines(file)
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static Stream<String> lines(String file) {
        try {
            return List.copyOf(Files.readAllLines(Path.of(file))).stream();
        } catch (IOException absent) {
            return Stream.empty();
        }
    }
}
