package portcullis.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Drives the load generator {@code wrk} (Debian's package) and reads what it reports. */
final class Wrk {
    private static final Pattern REPORT =
            Pattern.compile(
                    "REPORT requests=(\\d+) micros=(\\d+) p50=(\\d+) p99=(\\d+) errors=(\\d+)");

    private final Path folder;

    Wrk(Path folder) {
        this.folder = folder;
    }

    /** One round: {@code connections} clients in a closed loop for {@code seconds}. */
    Sample round(Subject subject, Shape shape, int connections, int seconds)
            throws IOException, InterruptedException {
        Path script = folder.resolve(subject.name() + "-" + shape + ".lua");
        Files.writeString(script, script(subject, shape));
        double before = subject.cpuSeconds();
        Process wrk =
                new ProcessBuilder(
                                List.of(
                                        "wrk",
                                        "-t1",
                                        "-c" + connections,
                                        "-d" + seconds + "s",
                                        "-s",
                                        script.toString(),
                                        subject.address(shape)))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        double cpu = subject.cpuSeconds() - before;
        Matcher report = REPORT.matcher(output);
        if (!report.find()) {
            throw new IOException("wrk did not report: " + output);
        }
        long requests = Math.max(1, Long.parseLong(report.group(1)));
        return new Sample(
                requests * 1e6 / Long.parseLong(report.group(2)),
                Long.parseLong(report.group(3)),
                Long.parseLong(report.group(4)),
                cpu * 1e6 / requests,
                Long.parseLong(report.group(5)));
    }

    /** Every request asks something new, so that no cache answers for the provider. */
    private static String script(Subject subject, Shape shape) {
        StringBuilder headers = new StringBuilder();
        subject.headers(shape)
                .forEach(
                        (name, value) ->
                                headers.append("wrk.headers['")
                                        .append(name)
                                        .append("'] = '")
                                        .append(value)
                                        .append("'\n"));
        return """
        wrk.method = 'POST'
        wrk.headers['Content-Type'] = 'application/json'
        %s
        local filler = string.rep('The patient reports no fever and drinks enough water today. ', 15)
        local count = 0
        local seed = os.time()
        function request()
          count = count + 1
          return wrk.format(nil, '/v1/chat/completions', nil,
            '{"model":"%s","stream":%s,"temperature":0,"messages":[{"role":"user","content":"' ..
            filler .. 'Note number ' .. seed .. ' and ' .. count .. '."}]}')
        end
        function done(summary, latency, requests)
          local e = summary.errors
          io.write(string.format('REPORT requests=%%d micros=%%d p50=%%d p99=%%d errors=%%d\\n',
            summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
            e.status + e.connect + e.read + e.write + e.timeout))
        end
        """
                .formatted(headers, shape.model(), shape == Shape.SSE);
    }
}
