package portcullis.storage.postgres.embedded;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import portcullis.kernel.SensitiveText;

/**
 * The files of the database. Made beside their place and renamed when complete, so that a start
 * that was interrupted leaves nothing half made. Data checksums on, UTF-8, the built-in C.UTF-8
 * order (it does not change with the system's C library, so indexes stay valid). Only the role
 * {@code portcullis}, which is no superuser, may log in, by socket and password.
 */
final class Cluster {
    static final String NAME = "portcullis";

    private final Path directory;
    private final Binaries binaries;
    private final Unprivileged account;

    Cluster(Path directory, Binaries binaries, Unprivileged account) {
        this.directory = directory;
        this.binaries = binaries;
        this.account = account;
    }

    static Path files(Path directory) {
        return directory.resolve("cluster");
    }

    static Path password(Path directory) {
        return directory.resolve("password");
    }

    /** Makes the files when there are none; refuses those of another major version. */
    void ready() {
        if (!Files.exists(files(directory))) {
            make();
        }
        checkVersion();
        Folders.give(files(directory), account.account());
    }

    private void make() {
        Path fresh = directory.resolve("cluster.new");
        try {
            Folders.delete(fresh);
            Folders.owned(fresh);
            Folders.give(fresh, account.account());
            initialise(fresh);
            admitOneRole(fresh, Password.made(password(directory)));
            Files.move(fresh, files(directory), ATOMIC_MOVE);
        } catch (IOException trouble) {
            throw Folders.noAccess(fresh);
        }
    }

    private void initialise(Path fresh) throws IOException {
        List<String> arguments =
                List.of(
                        "--pgdata=" + fresh,
                        "--data-checksums",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--auth=reject",
                        "--username=postgres",
                        "--no-instructions");
        Tool.Ended ended = Tool.run(account.command(binaries.program("initdb"), arguments), "");
        if (!ended.worked()) {
            throw notMade(fresh, ended.said());
        }
        Files.writeString(
                fresh.resolve("pg_hba.conf"), "local portcullis portcullis scram-sha-256\n");
    }

    private void admitOneRole(Path fresh, SensitiveText password) {
        List<String> arguments = new ArrayList<>(List.of("--single", "-D", fresh.toString()));
        arguments.addAll(List.of("-c", "exit_on_error=on", "-c", "log_min_messages=panic"));
        arguments.add("postgres");
        String statements =
                "CREATE ROLE portcullis LOGIN NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD '"
                        + password.reveal()
                        + "'\nCREATE DATABASE portcullis OWNER portcullis\n";
        Tool.Ended ended =
                Tool.run(account.command(binaries.program("postgres"), arguments), statements);
        if (!ended.worked()) {
            // What it said may hold the statement, and with it the password.
            throw notMade(fresh, "its first role was refused");
        }
    }

    private void checkVersion() {
        Path marker = files(directory).resolve("PG_VERSION");
        String found;
        try {
            found = Files.readString(marker).strip();
        } catch (IOException trouble) {
            found = "unknown";
        }
        if (!found.equals(Binaries.MAJOR)) {
            throw new CannotStart(
                    CannotStart.Reason.WRONG_VERSION,
                    "The database in "
                            + files(directory)
                            + " was written by PostgreSQL "
                            + (found.matches("[0-9.]{1,8}") ? found : "of an unknown version")
                            + "; this Portcullis runs "
                            + Binaries.MAJOR
                            + ". Nothing was changed. Start the Portcullis that wrote it, or"
                            + " restore a backup into an empty folder.");
        }
    }

    private static CannotStart notMade(Path fresh, String said) {
        String words = said.strip();
        String last = words.substring(Math.max(0, words.length() - 500));
        return new CannotStart(
                CannotStart.Reason.NO_ACCESS,
                "A new database cannot be made in " + fresh.getParent() + ": " + last);
    }
}
