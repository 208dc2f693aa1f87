package portcullis.bench;

import java.util.Map;
import java.util.function.Function;

/**
 * One gateway under load, or the provider itself.
 *
 * @param process of the gateway; its children count too
 * @param addressOf where it answers a shape
 * @param headersOf what it wants to see beside the content type
 */
record Subject(
        String name,
        ProcessHandle process,
        Function<Shape, String> addressOf,
        Function<Shape, Map<String, String>> headersOf) {
    static final String DIRECT = "direct";
    static final String NGINX = "nginx";
    static final String PORTCULLIS = "portcullis";
    static final String NPM = "npm-gateway";

    String address(Shape shape) {
        return addressOf.apply(shape);
    }

    Map<String, String> headers(Shape shape) {
        return headersOf.apply(shape);
    }

    double cpuSeconds() {
        return Processor.seconds(process);
    }

    /** Resident memory of the gateway's own process; of nginx with its worker. */
    long residentMiB() {
        long children =
                name.equals(NGINX) ? process.children().mapToLong(Processor::residentMiB).sum() : 0;
        return Processor.residentMiB(process) + children;
    }
}
