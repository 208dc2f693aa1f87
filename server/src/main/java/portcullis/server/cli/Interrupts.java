package portcullis.server.cli;

import java.lang.reflect.Proxy;

/**
 * Hears Ctrl-C, which ends faster than SIGTERM. The JDK's signal class has no supported name, so it
 * is looked up; where it is missing Ctrl-C ends like SIGTERM.
 */
final class Interrupts {
    private static final int INTERRUPTED = 130;

    private Interrupts() {}

    /** Runs the note first, then ends the process in the usual way. */
    static void onInterrupt(Runnable note) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object hear =
                    Proxy.newProxyInstance(
                            Interrupts.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, method, _) -> {
                                if (method.getName().equals("handle")) {
                                    note.run();
                                    Thread.ofPlatform()
                                            .name("interrupted")
                                            .start(() -> System.exit(INTERRUPTED));
                                }
                                return null;
                            });
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler).invoke(null, interrupt, hear);
        } catch (ReflectiveOperationException | RuntimeException unsupported) {
            // Without it the shutdown hook still closes the house, only more patiently.
            return;
        }
    }
}
