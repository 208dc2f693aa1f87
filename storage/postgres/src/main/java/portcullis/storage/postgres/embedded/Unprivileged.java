package portcullis.storage.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How PostgreSQL programs are started so that they accept it: they refuse to run as root.
 *
 * <ul>
 *   <li>Not root: as they are.
 *   <li>Root, and any account may walk to the directory: as {@code nobody} through {@code setpriv};
 *       the database files belong to {@code nobody}.
 *   <li>Root otherwise: in a user namespace of its own ({@code unshare -U}), where root is nobody
 *       outside the files it owns.
 * </ul>
 *
 * @param wrap words before the program
 * @param account numeric owner of the database files; files of another owner are given to it
 */
record Unprivileged(List<String> wrap, int account) {
    private static final int NOBODY = 65534;
    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"));

    static Unprivileged forWork(Path directory, Path binaries) {
        if (!root()) {
            return new Unprivileged(List.of(), self());
        }
        boolean reachable = Folders.openToAll(directory) && Folders.openToAll(binaries);
        if (reachable && tool("setpriv").isPresent()) {
            return new Unprivileged(setpriv(tool("setpriv").get()), NOBODY);
        }
        Optional<String> unshare = tool("unshare");
        if (unshare.isPresent() && works(List.of(unshare.get(), "-U", "true"))) {
            return new Unprivileged(List.of(unshare.get(), "-U"), self());
        }
        throw refused(directory);
    }

    /** The whole command of a program that ends with its own work. */
    List<String> command(Path program, List<String> arguments) {
        return join(wrap, List.of(program.toString()), arguments);
    }

    /**
     * The whole command of a server: in a session of its own, so that Ctrl-C reaches only this
     * process, which then stops the server in order; and told to stop when the thread that started
     * it ends in any way (kill -9 included). Without these tools the server may outlive this
     * process; the next start finds and stops it.
     */
    List<String> server(Path program, List<String> arguments) {
        List<String> session = tool("setsid").map(List::of).orElse(List.of());
        List<String> tied =
                tool("setpriv").map(path -> List.of(path, "--pdeathsig", "INT")).orElse(List.of());
        return join(session, wrap, tied, List.of(program.toString()), arguments);
    }

    private static List<String> setpriv(String path) {
        String id = Integer.toString(NOBODY);
        return List.of(path, "--reuid", id, "--regid", id, "--clear-groups", "--no-new-privs");
    }

    @SafeVarargs
    private static List<String> join(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }

    /** True when this process has all rights of the machine. */
    static boolean root() {
        return self() == 0;
    }

    /** True when a folder, which may be in a place open to all, belongs to us and is no link. */
    static boolean ours(Path folder) {
        int owner = owner(folder);
        boolean given = root() && owner == NOBODY;
        return !Files.isSymbolicLink(folder) && (given || owner == self());
    }

    private static int self() {
        return owner(Path.of("/proc", Long.toString(ProcessHandle.current().pid())));
    }

    private static int owner(Path path) {
        try {
            return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException trouble) {
            throw Folders.noAccess(path);
        }
    }

    private static Optional<String> tool(String name) {
        return PLACES.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static boolean works(List<String> command) {
        return Tool.run(command, "").worked();
    }

    private static CannotStart refused(Path directory) {
        return new CannotStart(
                CannotStart.Reason.ROOT,
                "PostgreSQL does not run as root. Start Portcullis with another account, or make "
                        + directory
                        + " reachable for every account (o+x on each folder above it) so that the"
                        + " database can run as nobody, or set data.database to the URL of a"
                        + " PostgreSQL 15 or newer.");
    }
}
