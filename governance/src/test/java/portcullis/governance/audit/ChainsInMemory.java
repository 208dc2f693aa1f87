package portcullis.governance.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import portcullis.kernel.StoreUnavailable;
import portcullis.kernel.TenantId;

/** A ledger that the test can take away, hold, break and falsify. */
final class ChainsInMemory implements AuditLedger {
    final Map<TenantId, List<Sealed>> chains = new HashMap<>();
    final Map<TenantId, Head> heads = new HashMap<>();
    final List<Integer> commits = new ArrayList<>();
    private volatile CountDownLatch entered = new CountDownLatch(0);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    final BudgetsInMemory budgets = new BudgetsInMemory();
    private boolean away;
    private boolean cutAfterCommit;
    private boolean buggy;

    synchronized void away(boolean now) {
        away = now;
    }

    /** The next commit happens, but its answer is lost. */
    synchronized void loseNextAnswer() {
        cutAfterCommit = true;
    }

    synchronized void buggy(boolean now) {
        buggy = now;
    }

    /** The next append stops before it does anything; wait for that with the returned latch. */
    CountDownLatch hold() {
        gate = new CountDownLatch(1);
        entered = new CountDownLatch(1);
        return entered;
    }

    void letGo() {
        gate.countDown();
    }

    synchronized List<Entry> entries(TenantId tenant) {
        return chains.getOrDefault(tenant, List.of()).stream()
                .map(written -> Entry.read(written.body()).orElseThrow())
                .toList();
    }

    /** Waits until a chain has this length. */
    synchronized List<Entry> await(TenantId tenant, int length) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (chains.getOrDefault(tenant, List.of()).size() < length) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("the chain stayed shorter than " + length);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return entries(tenant);
    }

    @Override
    public void append(SortedSet<TenantId> tenants, Sealing sealing) {
        waitAtTheGate();
        synchronized (this) {
            mustBeHere();
            Map<TenantId, Head> locked = new TreeMap<>(Comparator.comparing(TenantId::value));
            tenants.forEach(
                    tenant ->
                            locked.put(
                                    tenant, heads.getOrDefault(tenant, new Head(0, Leaf.EMPTY))));
            List<Sealed> written = sealing.seal(Map.copyOf(locked), budgets);
            for (Sealed entry : written) {
                chains.computeIfAbsent(entry.tenant(), _ -> new ArrayList<>()).add(entry);
                heads.put(entry.tenant(), new Head(entry.seq(), entry.leaf()));
            }
            if (!written.isEmpty()) {
                commits.add(written.size());
            }
            notifyAll();
            if (cutAfterCommit) {
                cutAfterCommit = false;
                throw new StoreUnavailable(new IllegalStateException("cut"));
            }
        }
    }

    private void waitAtTheGate() {
        entered.countDown();
        try {
            if (!gate.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the test never let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable(e);
        }
    }

    @Override
    public synchronized List<Sealed> read(TenantId tenant, long fromSeq, int max) {
        mustBeHere();
        List<Sealed> chain = chains.getOrDefault(tenant, List.of());
        return chain.stream().filter(entry -> entry.seq() >= fromSeq).limit(max).toList();
    }

    @Override
    public synchronized List<TenantId> tenants() {
        mustBeHere();
        return List.copyOf(chains.keySet());
    }

    @Override
    public synchronized List<Sealed> unfinished(Instant before, int max) {
        mustBeHere();
        List<Sealed> open = new ArrayList<>();
        for (List<Sealed> chain : chains.values()) {
            Set<String> closed = new HashSet<>();
            for (Sealed written : chain.reversed()) {
                Entry entry = Entry.read(written.body()).orElseThrow();
                if (entry.text("kind").equals("receipt")) {
                    closed.add(entry.text("request"));
                } else if (!closed.contains(entry.text("request"))
                        && Instant.parse(entry.text("time")).isBefore(before)) {
                    open.addFirst(written);
                }
            }
        }
        return open.stream().limit(max).toList();
    }

    private void mustBeHere() {
        if (away) {
            throw new StoreUnavailable(new IllegalStateException("away"));
        }
        if (buggy) {
            throw new IllegalArgumentException("a bug");
        }
    }
}
