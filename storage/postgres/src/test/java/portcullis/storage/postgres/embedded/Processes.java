package portcullis.storage.postgres.embedded;

import java.util.List;
import java.util.stream.Stream;

/** A server and its sessions, held still until closed: alive, reachable, silent. */
public record Processes(List<Long> pids) implements AutoCloseable {

    /** Holds a server and all its children. */
    public static Processes freeze(long server) {
        List<Long> pids =
                ProcessHandle.of(server).stream()
                        .flatMap(parent -> Stream.concat(Stream.of(parent), parent.children()))
                        .map(ProcessHandle::pid)
                        .toList();
        Processes all = new Processes(pids);
        all.send("STOP");
        return all;
    }

    public int count() {
        return pids.size();
    }

    /** Whether a process runs any program; one that ended and waits to be collected does not. */
    static boolean runs(long pid) {
        return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
    }

    private void send(String signal) {
        String words = String.join(" ", pids.stream().map(Object::toString).toList());
        Tool.run(List.of("/bin/sh", "-c", "kill -s " + signal + " " + words), "");
    }

    @Override
    public void close() {
        send("CONT");
    }
}
