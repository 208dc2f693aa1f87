package portcullis.server.accuracy;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Bytes that work allocates on the thread that does it. */
final class Allocation {
    private static final MBeanServer MACHINE = ManagementFactory.getPlatformMBeanServer();

    private Allocation() {}

    /** Zero where the virtual machine does not count. */
    static double of(Runnable work) {
        long before = bytes();
        work.run();
        return bytes() - before;
    }

    private static long bytes() {
        try {
            return (Long)
                    MACHINE.getAttribute(
                            new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                            "CurrentThreadAllocatedBytes");
        } catch (JMException uncounted) {
            return 0;
        }
    }
}
