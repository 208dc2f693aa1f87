package portcullis.server.wiring;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import portcullis.governance.Permission;
import portcullis.governance.identify.Identified;
import portcullis.governance.permit.Permitted;
import portcullis.governance.permit.Permitter;
import portcullis.kernel.Deadline;
import portcullis.kernel.EventLog;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;
import portcullis.library.Accepted;
import portcullis.library.Hash;
import portcullis.library.upload.Upload;
import portcullis.storage.postgres.GuideTable;

/**
 * Gives every tenant the product's guide (AST-21): in the background, when a key of the tenant that
 * may upload is first seen by this process. A page is given once; when it changes it becomes a new
 * version, unless the tenant deleted it. A page whose name a document of the tenant bears already
 * is not given.
 */
final class Seeder implements AutoCloseable {
    private static final int MOST_WAITING = 256;
    private static final int MOST_REMEMBERED = 10_000;
    private static final long GOODBYE_SECONDS = 5;
    private final Map<String, byte[]> pages;
    private final GuideTable table;
    private final BiFunction<Permitted, Upload, Outcome<Accepted>> library;
    private final EventLog log;
    private final Permitter permitter = new Permitter();
    private final Set<TenantId> met = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor background =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    Thread.ofVirtual().name("guide").factory());

    /**
     * @param pages the guide by page name; empty for none
     * @param library takes an upload in
     */
    Seeder(
            Map<String, byte[]> pages,
            GuideTable table,
            BiFunction<Permitted, Upload, Outcome<Accepted>> library,
            EventLog log) {
        this.pages = Map.copyOf(pages);
        this.table = table;
        this.library = library;
        this.log = log;
    }

    /** Hears of every caller; never blocks. */
    void met(Identified caller) {
        if (pages.isEmpty() || met.contains(caller.tenant())) {
            return;
        }
        permitter.permit(caller, Permission.UPLOAD).either(this::soon, _ -> {});
    }

    private void soon(Permitted uploader) {
        if (met.size() >= MOST_REMEMBERED) {
            met.clear(); // asking again costs a query each
        }
        if (!met.add(uploader.tenant())) {
            return;
        }
        try {
            background.execute(() -> seed(uploader));
        } catch (RejectedExecutionException full) {
            met.remove(uploader.tenant());
        }
    }

    private void seed(Permitted uploader) {
        TenantId tenant = uploader.tenant();
        try {
            Map<String, GuideTable.Given> given = table.given(tenant);
            Set<String> borne = table.borne(tenant, List.copyOf(pages.keySet()));
            for (Map.Entry<String, byte[]> page : pages.entrySet()) {
                Optional<GuideTable.Given> before = Optional.ofNullable(given.get(page.getKey()));
                Hash content = Hash.of(page.getValue());
                boolean due =
                        before.map(last -> last.kept() && !last.content().equals(content))
                                .orElse(!borne.contains(page.getKey()));
                if (due) {
                    give(uploader, page.getKey(), page.getValue());
                }
            }
        } catch (StoreUnavailable away) {
            withheld(tenant, RefusalCode.STORE_UNAVAILABLE);
        }
    }

    private void give(Permitted uploader, String page, byte[] bytes) {
        Upload upload =
                new Upload(
                        SensitiveText.of(page),
                        Optional.of("text/markdown"),
                        new ByteArrayInputStream(bytes));
        TenantId tenant = uploader.tenant();
        library.apply(uploader, upload)
                .either(
                        accepted -> table.give(tenant, page, Hash.of(bytes), accepted.document()),
                        refusal -> withheld(tenant, refusal.code()));
    }

    private void withheld(TenantId tenant, RefusalCode reason) {
        met.remove(tenant);
        log.write(new GuideWithheld(tenant, reason));
    }

    /** Waits for the tenants that were met before; false when the deadline comes first. */
    boolean awaitIdle(Deadline deadline) {
        try {
            background.submit(() -> {}).get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | RejectedExecutionException late) {
            return false;
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The tenant in hand is given its pages; those who wait come again after the next start. */
    @Override
    public void close() {
        background.getQueue().clear();
        background.shutdown();
        try {
            if (!background.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                background.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
