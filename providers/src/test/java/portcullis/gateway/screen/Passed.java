package portcullis.gateway.screen;

import java.util.List;
import portcullis.gateway.receive.Received;
import portcullis.gateway.receive.Spot;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.Specimen;
import portcullis.privacy.Untouched;

/** A request that went through screening unchanged. */
public final class Passed {
    private Passed() {}

    public static Screened through(Received received, TenantId tenant) {
        List<portcullis.privacy.Leaf> leaves = received.spots().stream().map(Spot::leaf).toList();
        Specimen specimen = new Specimen(Context.AI_INPUT, leaves);
        return new Screened(received, tenant, Untouched.of(specimen), List.of());
    }
}
