package portcullis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads processor time and memory of processes from {@code /proc}. */
final class Processor {
    private static final long TICKS_PER_SECOND = 100;

    private Processor() {}

    /** User and system time of a process and all its descendants, in seconds. */
    static double seconds(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).mapToLong(Processor::ticks).sum()
                / (double) TICKS_PER_SECOND;
    }

    /** Resident memory of one process, in MiB. */
    static long residentMiB(ProcessHandle process) {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D+", ""))
                    .mapToLong(Long::parseLong)
                    .map(kib -> kib / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long ticks(ProcessHandle process) {
        return stat(process.pid())
                .map(fields -> Long.parseLong(fields[11]) + Long.parseLong(fields[12]))
                .orElse(0L);
    }

    /** The fields after the command name, which itself may hold blanks. */
    private static Optional<String[]> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(line.substring(line.lastIndexOf(')') + 2).split(" "));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
