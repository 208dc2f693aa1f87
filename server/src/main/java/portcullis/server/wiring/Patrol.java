package portcullis.server.wiring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import portcullis.disclosure.note.Noter;
import portcullis.disclosure.report.Cause;
import portcullis.disclosure.report.Reporter;
import portcullis.governance.Permission;
import portcullis.governance.Role;
import portcullis.governance.identify.Credential;
import portcullis.governance.identify.Minted;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.Inspection;
import portcullis.storage.postgres.CanarySearch;

/**
 * The small canary suite on the live server (SCR-75). Made-up values of common kinds must be found
 * by the screening; a fresh one is scanned, kept sealed and redacted for a tenant of its own, and
 * then must stand nowhere: no file of the data directory, no row of that tenant. What is wrong
 * opens an incident of the first tenant.
 */
final class Patrol {
    static final TenantId TENANT = new TenantId("canary");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LARGEST_FILE = 64L * 1024 * 1024;
    private static final int MARKER_BYTES = 12;

    private final Rooms rooms;
    private final Sinks sinks;
    private final EventLog log;
    private final SecureRandom random = new SecureRandom();

    /** Where the canaries pass through. */
    record Rooms(
            Inspection inspection,
            Noter noter,
            Governors governors,
            KeyOffice keys,
            Reporter reporter) {}

    /**
     * Where they must not stand.
     *
     * @param folder the data directory; the database's own files are asked by table
     */
    record Sinks(Path folder, CanarySearch tables) {}

    Patrol(Rooms rooms, Sinks sinks, EventLog log) {
        this.rooms = rooms;
        this.sinks = sinks;
        this.log = log;
    }

    /** One round; blocks for seconds. */
    void walk() {
        long began = System.nanoTime();
        int unseen = Canary.unseen(rooms.inspection());
        String marker = marker();
        pass(SensitiveText.of("write to " + marker + "@example.org soon"));
        List<Leak> leaks = leaks(marker);
        report(unseen, leaks);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        log.write(new PatrolEnded(unseen, leaks.size(), took));
    }

    private String marker() {
        byte[] bytes = new byte[MARKER_BYTES];
        random.nextBytes(bytes);
        return "zq" + HexFormat.of().formatHex(bytes);
    }

    /** Where a marker was found. */
    enum Leak {
        LOG,
        FILE,
        TABLE
    }

    private void report(int unseen, List<Leak> leaks) {
        if (unseen > 0 || leaks.stream().anyMatch(leak -> leak != Leak.LOG)) {
            rooms.reporter().open(TenantId.DEFAULT, Cause.CANARY, Optional.empty());
        }
        if (leaks.contains(Leak.LOG)) {
            rooms.reporter().open(TenantId.DEFAULT, Cause.LOG, Optional.empty());
        }
    }

    /** With a key that lives for this round only. */
    private void pass(SensitiveText text) {
        rooms.keys()
                .create(TENANT, "daily canary", Role.PRACTITIONER, Duration.ofMinutes(10))
                .either(
                        minted -> {
                            as(minted, caller -> scanned(caller, text));
                            rooms.keys().revoke(minted.stored().id());
                        },
                        _ -> {});
    }

    private void as(Minted minted, Consumer<Permitted> act) {
        rooms.governors()
                .identifier()
                .identify(new Credential(Optional.of(minted.secret()), Optional.empty()))
                .then(caller -> rooms.governors().permitter().permit(caller, Permission.ANALYZE))
                .either(act, _ -> {});
    }

    private void scanned(Permitted caller, SensitiveText text) {
        rooms.inspection()
                .read(Canary.specimen(Context.EXPORT, text), Deadline.in(PATIENCE))
                .either(
                        seen ->
                                rooms.noter()
                                        .note(
                                                caller,
                                                new Noter.Reading(
                                                        Context.EXPORT,
                                                        Optional.empty(),
                                                        text,
                                                        Noter.Values.KEPT),
                                                seen.findings()),
                        _ -> {});
    }

    /** Every place that holds the marker, in whatever form. */
    List<Leak> leaks(String marker) {
        List<String> forms = forms(marker);
        List<Leak> leaks = new ArrayList<>();
        sinks.tables().tablesHolding(TENANT, forms).forEach(_ -> leaks.add(Leak.TABLE));
        try (Stream<Path> files = Files.walk(sinks.folder())) {
            files.filter(this::isSearched)
                    .filter(file -> holds(file, forms))
                    .forEach(file -> leaks.add(isLog(file) ? Leak.LOG : Leak.FILE));
        } catch (IOException | UncheckedIOException gone) {
            // A folder that goes while it is walked belongs to work that runs; the rest was seen.
            return leaks;
        }
        return leaks;
    }

    private boolean isSearched(Path file) {
        boolean database = file.startsWith(sinks.folder().resolve("postgres"));
        return !database && Files.isRegularFile(file);
    }

    private static boolean isLog(Path file) {
        return file.toString().contains("log");
    }

    private static boolean holds(Path file, List<String> forms) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                return false;
            }
            String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
            return forms.stream().anyMatch(bytes::contains);
        } catch (IOException gone) {
            return false;
        }
    }

    /** As it is, as hex digits, and as Base64 at any offset. */
    private static List<String> forms(String marker) {
        List<String> forms = new ArrayList<>();
        forms.add(marker);
        forms.add(HexFormat.of().formatHex(marker.getBytes(UTF_8)));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = ("x".repeat(before) + marker).getBytes(UTF_8);
            String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            forms.add(coded.substring(before + 1, coded.length() - 2));
        }
        return forms;
    }
}
