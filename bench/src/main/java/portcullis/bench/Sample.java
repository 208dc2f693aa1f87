package portcullis.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One timed round against one subject.
 *
 * @param perSecond completed requests per second
 * @param p50Micros median latency as the client saw it, in microseconds
 * @param p99Micros 99th percentile, in microseconds
 * @param cpuMicros processor time of the subject per request, in microseconds
 * @param errors answers other than 2xx, and broken connections
 */
record Sample(double perSecond, double p50Micros, double p99Micros, double cpuMicros, long errors) {

    static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        double[] sorted = samples.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
