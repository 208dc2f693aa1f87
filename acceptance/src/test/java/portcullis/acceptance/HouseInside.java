package portcullis.acceptance;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import portcullis.kernel.EventLog;
import portcullis.privacy.Inspection;
import portcullis.server.settings.Settings;
import portcullis.server.settings.SettingsReader;
import portcullis.server.settings.SettingsReader.Reading;
import portcullis.server.settings.Sources;
import portcullis.server.wiring.House;
import portcullis.server.wiring.Lent;

/** The whole server inside this process, for what cannot be seen or broken from outside. */
record HouseInside(House house, Caller caller) implements AutoCloseable {

    /**
     * Opens it on {@code data} in the folder.
     *
     * @param configuration text of the configuration file
     * @param inspection what it screens with
     */
    static HouseInside open(Path folder, String configuration, Inspection inspection) {
        House house =
                House.build(
                        settings(folder, configuration),
                        new Lent(Clock.systemUTC(), EventLog.silent(), inspection));
        House.Opened opened = house.open();
        URI base = URI.create("http://127.0.0.1:" + opened.port());
        return new HouseInside(house, new Caller(base, opened.firstKey().orElseThrow().reveal()));
    }

    private static Settings settings(Path folder, String configuration) {
        Map<String, String> flags =
                Map.of(
                        "data.directory",
                        HouseUnderTest.data(folder).toString(),
                        "server.port",
                        "0",
                        "limits.default.requests",
                        "60000/min",
                        "library.sample",
                        "false");
        Reading reading = new SettingsReader().read(new Sources(flags, Map.of(), configuration));
        return switch (reading) {
            case Reading.Ready ready -> ready.settings();
            case Reading.Broken broken -> throw new IllegalArgumentException(broken.toString());
        };
    }

    @Override
    public void close() {
        house.close(Duration.ZERO, Duration.ofSeconds(2));
    }
}
