package portcullis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import portcullis.kernel.SpeaksToThePerson;

/**
 * Steady load for minutes, and the memory of Portcullis meanwhile (GTW-6): 200 new prompts a second
 * and 64 paced streams at all times. Growth counts after a quarter of the time, when the cache,
 * which is made small for this, is full and the code is compiled.
 */
final class Soak {
    private static final double PER_SECOND = 200;
    private static final double SLICE_SECONDS = 5;
    private static final List<String> SETTINGS =
            List.of("cache: { size: 4MiB }", "log: { level: WARN }");

    /**
     * Memory at a time.
     *
     * @param residentMiB of the process
     * @param heapMiB used of the heap, garbage included
     */
    record Reading(double seconds, double residentMiB, double heapMiB) {}

    private final List<Reading> readings = new ArrayList<>();
    private final Words words = new Words();
    private final Subject portcullis;
    private final int minutes;
    private long requests;
    private long errors;
    private long late;
    private long streamTroubles;
    private double liveBefore;
    private double liveAfter;

    private Soak(Subject portcullis, int minutes) {
        this.portcullis = portcullis;
        this.minutes = minutes;
    }

    /** Arguments: the checkout's folder, minutes (1 to 120), and the folder for the page. */
    @SpeaksToThePerson
    public static void main(String[] arguments) throws Exception {
        int minutes = Math.clamp(Integer.parseInt(arguments[1]), 1, 120);
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        try (Bench bench = new Bench(Path.of(arguments[0]), SETTINGS)) {
            bench.startProvider();
            Soak soak = new Soak(bench.portcullis(), minutes);
            soak.run();
            String text = soak.page();
            System.out.println(text);
            Files.writeString(folder.resolve("soak.md"), text);
            Files.createDirectories(folder.resolve("plots"));
            Files.writeString(folder.resolve("plots/soak.svg"), soak.plot().svg());
        }
    }

    private void run() throws IOException, InterruptedException {
        Freshness.check(portcullis, Shape.JSON, Shape.JSON.model(), words);
        StreamHolder streams = new StreamHolder(portcullis);
        Thread holder = new Thread(streams, "streams");
        holder.start();
        long start = System.nanoTime();
        long end = start + TimeUnit.MINUTES.toNanos(minutes);
        while (System.nanoTime() < end) {
            slice();
            read((System.nanoTime() - start) / 1e9);
        }
        liveAfter = Heap.liveMiB(portcullis.process().pid());
        streams.end();
        holder.join(TimeUnit.SECONDS.toMillis(30));
        streamTroubles = streams.troubles();
        Freshness.checkStill(portcullis);
    }

    private void slice() throws IOException {
        Prompt prompt = new Prompt(portcullis, Shape.JSON, Shape.JSON.model(), words);
        try (OpenLoop load = new OpenLoop(prompt, PER_SECOND)) {
            OpenLoop.Outcome outcome = load.run(SLICE_SECONDS);
            Freshness.check(outcome);
            requests += outcome.latency().total();
            errors += outcome.errors();
            late += outcome.unanswered();
        }
    }

    @SpeaksToThePerson
    private void read(double seconds) throws IOException {
        long pid = portcullis.process().pid();
        if (liveBefore == 0 && seconds >= settled()) {
            liveBefore = Heap.liveMiB(pid);
        }
        Reading reading = new Reading(seconds, portcullis.residentMiB(), Heap.usedMiB(pid));
        readings.add(reading);
        System.err.printf(
                Locale.ROOT,
                "%4.0f s resident %.0f MiB, heap %.0f MiB%n",
                seconds,
                reading.residentMiB(),
                reading.heapMiB());
    }

    private double settled() {
        return minutes * 60 / 4.0;
    }

    private String page() {
        List<Reading> settled =
                readings.stream().filter(reading -> reading.seconds() >= settled()).toList();
        return String.format(
                Locale.ROOT,
                """
                # Memory over time

                Written by `./portcullis bench soak %d`. %s

                Load: %.0f new prompts a second and %d paced streams at all times; the cache holds 4 MiB, so that
                it is full early. %d requests: %d errors, %d without an answer half a second after their slice of 5 s.
                Streams that failed and tokens that were lost or came twice: %d.

                | after a quarter of the time | first | last | growth MiB per hour |
                | --- | ---: | ---: | ---: |
                | resident MiB | %.0f | %.0f | %.1f |
                | live heap MiB, after a full collection | %.1f | %.1f | |

                ![memory over time](plots/soak.svg)
                """,
                minutes,
                Machine.facts(),
                PER_SECOND,
                Plan.SOAK.streams(),
                requests,
                errors,
                late,
                streamTroubles,
                settled.getFirst().residentMiB(),
                settled.getLast().residentMiB(),
                perHour(settled),
                liveBefore,
                liveAfter);
    }

    /** The slope of the line that fits the readings best (least squares), in MiB per hour. */
    static double perHour(List<Reading> readings) {
        double meanX = readings.stream().mapToDouble(Reading::seconds).average().orElse(0);
        double meanY = readings.stream().mapToDouble(Reading::residentMiB).average().orElse(0);
        double together = 0;
        double alone = 0;
        for (Reading reading : readings) {
            together += (reading.seconds() - meanX) * (reading.residentMiB() - meanY);
            alone += (reading.seconds() - meanX) * (reading.seconds() - meanX);
        }
        return alone == 0 ? 0 : together / alone * 3600;
    }

    private Plot plot() {
        return Plot.of("Memory under steady load", "seconds", "MiB", Plot.Scale.LINEAR)
                .line(
                        "resident",
                        readings.stream()
                                .map(r -> new Plot.Point(r.seconds(), r.residentMiB()))
                                .toList())
                .line(
                        "heap used",
                        readings.stream()
                                .map(r -> new Plot.Point(r.seconds(), r.heapMiB()))
                                .toList());
    }
}
