package portcullis.server.cli;

import java.lang.reflect.Proxy;

/**
 * Hears the signals that end the process, so that the house closes before the shutdown hooks of
 * libraries run: the embedding model's hook frees native memory that a running text still uses. The
 * JDK's signal class has no supported name, so it is looked up; where it is missing our own
 * shutdown hook closes the house.
 */
final class Interrupts {
    private Interrupts() {}

    /**
     * On this signal runs the farewell on a thread of its own, then ends the process.
     *
     * @param signal INT or TERM
     * @param status of the process: 128 and the signal's number
     */
    static void on(String signal, int status, Runnable farewell) {
        try {
            Class<?> known = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object hear =
                    Proxy.newProxyInstance(
                            Interrupts.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, method, _) -> {
                                if (method.getName().equals("handle")) {
                                    Thread.ofPlatform()
                                            .name("farewell")
                                            .start(() -> leave(farewell, status));
                                }
                                return null;
                            });
            Object heard = known.getConstructor(String.class).newInstance(signal);
            known.getMethod("handle", known, handler).invoke(null, heard, hear);
        } catch (ReflectiveOperationException | RuntimeException unsupported) {
            // Without it the shutdown hook still closes the house.
            return;
        }
    }

    private static void leave(Runnable farewell, int status) {
        try {
            farewell.run();
        } finally {
            System.exit(status);
        }
    }
}
