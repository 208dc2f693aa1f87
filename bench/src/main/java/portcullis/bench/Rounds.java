package portcullis.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import portcullis.kernel.SpeaksToThePerson;

/**
 * Interleaved rounds in a closed loop: 32 clients for throughput, one for latency. The provider
 * itself takes part in the rounds of one client, so that the added latency is known.
 */
final class Rounds {
    static final int CROWD = 32;

    /** A counted round: how many clients asked what of whom. */
    private record Round(String subject, Shape shape, int clients, Sample sample) {}

    private final List<Round> rounds = new ArrayList<>();
    private final Wrk wrk;
    private final Plan plan;
    private double databaseSeconds;
    private double databaseRequests;

    Rounds(Wrk wrk, Plan plan) {
        this.wrk = wrk;
        this.plan = plan;
    }

    @SpeaksToThePerson
    void run(Bench bench, Subject direct, List<Subject> gateways)
            throws IOException, InterruptedException {
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Shape shape : List.of(Shape.JSON, Shape.SSE)) {
                count(direct, shape, 1);
                for (Subject gateway : gateways) {
                    double before = bench.databaseSeconds();
                    Sample crowd = count(gateway, shape, CROWD);
                    Sample single = count(gateway, shape, 1);
                    if (gateway.name().equals(Subject.PORTCULLIS)) {
                        databaseSeconds += bench.databaseSeconds() - before;
                        databaseRequests +=
                                (crowd.perSecond() + single.perSecond()) * plan.roundSeconds();
                    }
                    System.err.printf(
                            Locale.ROOT,
                            "round %d %-4s %-11s %7.0f/s %6.0f us CPU, alone p50 %6.0f us, %d errors%n",
                            round,
                            shape,
                            gateway.name(),
                            crowd.perSecond(),
                            crowd.cpuMicros(),
                            single.p50Micros(),
                            crowd.errors() + single.errors());
                }
            }
        }
    }

    private Sample count(Subject subject, Shape shape, int clients)
            throws IOException, InterruptedException {
        Sample sample = wrk.round(subject, shape, clients, plan.roundSeconds());
        rounds.add(new Round(subject.name(), shape, clients, sample));
        return sample;
    }

    /** The median over the rounds of one kind. */
    double median(String subject, Shape shape, int clients, ToDoubleFunction<Sample> figure) {
        return Sample.median(samples(subject, shape, clients), figure);
    }

    long errors(String subject, Shape shape) {
        return rounds.stream()
                .filter(round -> round.subject().equals(subject) && round.shape() == shape)
                .mapToLong(round -> round.sample().errors())
                .sum();
    }

    /** Completed JSON answers per second of 32 clients. */
    double capacity(String subject) {
        return median(subject, Shape.JSON, CROWD, Sample::perSecond);
    }

    /** Processor time of the embedded database for one request, in microseconds. */
    double databaseMicros() {
        return databaseSeconds * 1e6 / Math.max(1, databaseRequests);
    }

    private List<Sample> samples(String subject, Shape shape, int clients) {
        return rounds.stream()
                .filter(round -> round.subject().equals(subject))
                .filter(round -> round.shape() == shape && round.clients() == clients)
                .map(Round::sample)
                .toList();
    }
}
