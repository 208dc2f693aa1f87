package portcullis.bench;

import java.util.Map;
import java.util.function.Function;

/**
 * One gateway under load.
 *
 * @param addressOf where it answers a shape
 * @param headersOf what it wants to see beside the content type
 */
record Subject(
        String name,
        ProcessHandle process,
        Function<Shape, String> addressOf,
        Function<Shape, Map<String, String>> headersOf) {

    String address(Shape shape) {
        return addressOf.apply(shape);
    }

    Map<String, String> headers(Shape shape) {
        return headersOf.apply(shape);
    }

    double cpuSeconds() {
        return Processor.seconds(process);
    }
}
