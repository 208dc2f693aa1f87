package portcullis.server.accuracy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that work allocates on the thread that does it. */
final class Allocation {
    private Allocation() {}

    /** Zero where the virtual machine does not count. */
    static double of(Runnable work) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            return 0;
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
