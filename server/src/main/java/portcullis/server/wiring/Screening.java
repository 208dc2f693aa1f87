package portcullis.server.wiring;

import portcullis.privacy.Inspection;
import portcullis.server.settings.Settings;

/** Builds what every text is screened with. */
public final class Screening {
    private Screening() {}

    /** As the settings say; strict names hold for what goes to a model or is exported. */
    public static Inspection of(Settings.Privacy privacy) {
        return privacy.strictNames()
                ? Inspection.strictNames(privacy.words())
                : Inspection.names(privacy.words());
    }
}
