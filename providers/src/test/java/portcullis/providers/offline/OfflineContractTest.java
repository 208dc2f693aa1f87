package portcullis.providers.offline;

import java.time.Clock;
import portcullis.gateway.route.Provider;
import portcullis.providers.Calls;
import portcullis.providers.ProviderContract;

class OfflineContractTest extends ProviderContract {
    private static final String BLOCK =
            "<passages>\\n<passage id=\\\"1\\\" title=\\\"Wells\\\">The pump of the village well"
                    + " was repaired in 1901. The village well is forty metres deep. The mayor"
                    + " keeps the key of the pump.</passage>\\n</passages>";

    @Override
    protected Provider provider() {
        return new OfflineProvider(Passages.none(), Clock.systemUTC());
    }

    @Override
    protected String model() {
        return OfflineProvider.MODEL;
    }

    @Override
    protected String question() {
        return Calls.chat("How deep is the village well and its pump?")
                .replace(
                        "\"messages\":[",
                        "\"messages\":[{\"role\":\"system\",\"content\":\"" + BLOCK + "\"},");
    }
}
