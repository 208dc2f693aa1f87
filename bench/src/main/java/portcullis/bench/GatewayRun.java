package portcullis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import portcullis.kernel.SpeaksToThePerson;

/**
 * Compares Portcullis with nginx (pass-through, the floor) and the npm gateway in interleaved
 * rounds (GTW-4, GTW-5, GTW-6): throughput, added latency, the frontier of rates, paced streams.
 * One machine, so only the ratios mean something.
 */
final class GatewayRun {
    private final Plan plan;
    private final Words words = new Words();

    GatewayRun(Plan plan) {
        this.plan = plan;
    }

    /**
     * Arguments: the checkout's folder, {@code whole} or {@code quick}, and the folder for the page
     * {@code benchmarks.md} and its pictures.
     */
    @SpeaksToThePerson
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Plan plan = arguments[1].equals("quick") ? Plan.QUICK : Plan.WHOLE;
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        try (Bench bench = new Bench(home, List.of())) {
            Page page = new GatewayRun(plan).against(bench);
            String text = page.text();
            System.out.println(text);
            Files.writeString(folder.resolve("benchmarks.md"), text);
            page.plots(folder.resolve("plots"));
        }
    }

    /** Starts all gateways, loads them and measures. */
    Page against(Bench bench) throws IOException, InterruptedException {
        Subject direct = bench.startProvider();
        Subject portcullis = bench.portcullis();
        List<Subject> gateways = List.of(bench.nginxProxy(), portcullis, bench.npmGateway());
        for (Shape shape : List.of(Shape.JSON, Shape.SSE)) {
            Freshness.check(portcullis, shape, shape.model(), words);
        }
        Wrk wrk = new Wrk(bench.folder(), words);
        warm(wrk, gateways);
        Rounds rounds = new Rounds(wrk, plan);
        rounds.run(bench, direct, gateways);
        Frontier frontier = new Frontier(plan, words);
        frontier.run(gateways, rounds);
        StreamLevels streams = new StreamLevels(plan, words);
        streams.run(List.of(direct, gateways.get(0), portcullis, gateways.get(2)));
        Freshness.checkStill(portcullis);
        return new Page(plan, rounds, frontier, streams);
    }

    /** What a JVM compiles under load it compiles now; the others need much less. */
    private void warm(Wrk wrk, List<Subject> gateways) throws IOException, InterruptedException {
        for (Subject gateway : gateways) {
            int third = plan.warmSeconds() / 3;
            int part = gateway.name().equals(Subject.PORTCULLIS) ? third : Math.max(1, third / 6);
            wrk.round(gateway, Shape.JSON, Rounds.CROWD, part);
            wrk.round(gateway, Shape.SSE, Rounds.CROWD, part);
            Prompt prompt = new Prompt(gateway, Shape.JSON, Shape.JSON.model(), words);
            try (OpenLoop load = new OpenLoop(prompt, 500)) {
                load.run(part / 2.0);
            }
            Level level = new Level(32, Plan.SOAK.pace(), part * 500);
            try (StreamCrowd crowd = new StreamCrowd(gateway, level, words)) {
                crowd.run();
            }
        }
    }
}
