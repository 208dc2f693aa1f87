package portcullis.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Drives the load generator {@code wrk} (Debian's package) and reads what it reports. */
final class Wrk {
    private static final Pattern REPORT =
            Pattern.compile(
                    "REPORT requests=(\\d+) micros=(\\d+) p50=(\\d+) p99=(\\d+) errors=(\\d+)");

    private final Path folder;
    private final Words words;

    Wrk(Path folder, Words words) {
        this.folder = folder;
        this.words = words;
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
    private String script(Subject subject, Shape shape) {
        StringBuilder headers = new StringBuilder();
        subject.headers(shape)
                .forEach(
                        (name, value) ->
                                headers.append("wrk.headers['")
                                        .append(name)
                                        .append("'] = '")
                                        .append(value)
                                        .append("'\n"));
        return String.format(
                Locale.ROOT,
                """
                wrk.method = 'POST'
                wrk.headers['Content-Type'] = 'application/json'
                %s
                local before = '%s%s and '
                local letters = {['0']='a', ['1']='b', ['2']='c', ['3']='d', ['4']='e',
                  ['5']='f', ['6']='g', ['7']='h', ['8']='i', ['9']='j'}
                local count = 0
                function request()
                  count = count + 1
                  local word = string.gsub(tostring(count), '.', letters)
                  return wrk.format(nil, '/v1/chat/completions', nil, before .. word .. '."}]}')
                end
                function done(summary, latency, requests)
                  local e = summary.errors
                  io.write(string.format(
                    'REPORT requests=%%d micros=%%d p50=%%d p99=%%d errors=%%d\\n',
                    summary.requests, summary.duration, latency:percentile(50),
                    latency:percentile(99), e.status + e.connect + e.read + e.write + e.timeout))
                end
                """,
                headers,
                Prompt.before(shape.model(), shape.streams()),
                words.take());
    }
}
