package portcullis.server.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import portcullis.kernel.Deadline;
import portcullis.server.settings.Settings;
import portcullis.server.signals.HouseClosed;
import portcullis.server.signals.HouseOpened;
import portcullis.server.signals.JsonEventLog;
import portcullis.server.signals.Level;
import portcullis.server.wiring.House;
import portcullis.server.wiring.Lent;
import portcullis.server.wiring.Screening;

/** Runs the server until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Starts the server and runs until Ctrl-C or SIGTERM.")
final class ServeCommand implements Callable<Integer> {
    private final Desk desk;

    @Mixin private Configured configured = new Configured();

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on.")
    private String host = "";

    @Option(names = "--port", paramLabel = "PORT", description = "Port; 0 takes a free one.")
    private String port = "";

    ServeCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        long began = System.nanoTime();
        Map<String, String> flags = new LinkedHashMap<>();
        if (!host.isEmpty()) {
            flags.put("server.host", host);
        }
        if (!port.isEmpty()) {
            flags.put("server.port", port);
        }
        return desk.with(configured, flags, settings -> serve(settings, began));
    }

    private int serve(Settings settings, long began) {
        settings.notices().forEach(desk.terminal()::note);
        JsonEventLog log = log(settings);
        try {
            Screening screening = Screening.of(settings.privacy(), settings.store().directory());
            screening.notices().forEach(desk.terminal()::note);
            Lent lent = new Lent(desk.clock(), log, screening.inspection(), log::dropped);
            House house = House.build(settings, lent);
            Ending ending = new Ending(house, settings.server().drain(), log);
            ending.begin();
            House.Opened opened = house.open();
            welcome(settings, opened);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            log.write(new HouseOpened(opened.port(), took));
            desk.terminal().say("Ready in " + took.toMillis() + " ms. Stop with Ctrl-C.");
            ending.await();
            return Exits.OK;
        } catch (RuntimeException trouble) {
            log.close(Deadline.in(Duration.ofSeconds(2)));
            throw trouble;
        }
    }

    private JsonEventLog log(Settings settings) {
        JsonEventLog.Style style =
                new JsonEventLog.Style(
                        Level.valueOf(settings.log().level()), settings.log().json());
        Path folder = settings.store().directory().resolve("log");
        return settings.log().toFile()
                ? JsonEventLog.inFolder(folder, settings.log().maxBytes(), style, desk.clock())
                : JsonEventLog.onStandardError(style, desk.clock());
    }

    private void welcome(Settings settings, House.Opened opened) {
        String host = settings.server().host();
        String address =
                "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + opened.port();
        Terminal terminal = desk.terminal();
        terminal.say("Portcullis listens on " + address);
        terminal.say("Data lies in " + settings.store().directory());
        opened.firstKey()
                .ifPresent(
                        key -> {
                            terminal.say(
                                    "The first key (tenant default, role admin); it is shown"
                                            + " only now:");
                            terminal.say(key.reveal());
                        });
        terminal.say("Try:");
        terminal.say(
                "  curl -s "
                        + address
                        + "/api/v1/chat -H \"Authorization: Bearer $KEY\" -H 'Content-Type:"
                        + " application/json' -d '{\"question\": \"How long is an API key"
                        + " valid?\", \"session_id\": \"first\"}'");
    }

    /** Closes the house when the process is told to end, by whatever signal. */
    private static final class Ending {
        private final House house;
        private final Settings.Drain drain;
        private final JsonEventLog log;
        private boolean closed;
        private final AtomicBoolean hurry = new AtomicBoolean();

        Ending(House house, Settings.Drain drain, JsonEventLog log) {
            this.house = house;
            this.drain = drain;
            this.log = log;
        }

        void begin() {
            Interrupts.on(
                    "INT",
                    130,
                    () -> {
                        hurry.set(true);
                        close();
                    });
            Interrupts.on("TERM", 143, this::close);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("closing").unstarted(this::close));
        }

        /** Once; who comes later waits until it is done. */
        private synchronized void close() {
            if (closed) {
                return;
            }
            closed = true;
            long began = System.nanoTime();
            boolean interrupted = hurry.get();
            boolean silent =
                    house.close(
                            interrupted ? Duration.ZERO : drain.delay(),
                            interrupted ? drain.interrupt() : drain.streams());
            log.write(new HouseClosed(Duration.ofNanos(System.nanoTime() - began), !silent));
            log.close(Deadline.in(Duration.ofSeconds(2)));
        }

        /** Until the process ends; whoever closed the house also decides the exit status. */
        void await() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
