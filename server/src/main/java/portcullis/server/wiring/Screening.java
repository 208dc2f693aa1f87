package portcullis.server.wiring;

import java.util.List;
import portcullis.privacy.Inspection;
import portcullis.privacy.find.SiteDetector;
import portcullis.server.settings.Settings;

/** Builds what every text is screened with. */
public final class Screening {
    private Screening() {}

    /** As the settings say; strict names hold for what goes to a model or is exported. */
    public static Inspection of(Settings.Privacy privacy) {
        Inspection built =
                privacy.strictNames()
                        ? Inspection.strictNames(privacy.words())
                        : Inspection.names(privacy.words());
        return privacy.patterns().isEmpty()
                ? built
                : built.with(List.of(new SiteDetector(privacy.patterns())));
    }
}
