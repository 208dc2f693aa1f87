package portcullis.server.wiring;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import portcullis.privacy.Inspection;
import portcullis.privacy.find.Detector;
import portcullis.privacy.find.SiteDetector;
import portcullis.privacy.names.ModelBacked.Fallback;
import portcullis.server.settings.Settings;
import portcullis.storage.onnx.OnnxNames;
import portcullis.storage.onnx.UnusableModel;

/**
 * What every text is screened with.
 *
 * @param notices for the one who starts the server
 */
public record Screening(Inspection inspection, List<String> notices) {
    public Screening {
        notices = List.copyOf(notices);
    }

    /**
     * As the settings say. A model that cannot be used stops nothing: each text is then read as the
     * fallback says (SCR-28).
     *
     * @param data folder of this installation
     */
    public static Screening of(Settings.Privacy privacy, Path data) {
        if (!privacy.model().directory().isEmpty()) {
            return model(privacy, data);
        }
        Inspection inspection =
                privacy.strictNames()
                        ? Inspection.strictNames(privacy.words())
                        : Inspection.names(privacy.words());
        return new Screening(own(inspection, privacy), List.of());
    }

    /** With the patterns of the operator. */
    private static Inspection own(Inspection built, Settings.Privacy privacy) {
        return privacy.patterns().isEmpty()
                ? built
                : built.with(List.of(new SiteDetector(privacy.patterns())));
    }

    private static Screening model(Settings.Privacy privacy, Path data) {
        String wanted = privacy.model().fallback();
        Fallback fallback = Fallback.valueOf(wanted.toUpperCase(Locale.ROOT));
        try {
            Path folder = Path.of(privacy.model().directory());
            int cores = Runtime.getRuntime().availableProcessors();
            Detector names = OnnxNames.open(folder, data.resolve("natives"), cores);
            Inspection built = Inspection.withModel(privacy.words(), names, fallback);
            return new Screening(own(built, privacy), List.of());
        } catch (UnusableModel | InvalidPathException unusable) {
            Detector absent =
                    (_, _) -> {
                        throw new IllegalStateException("there is no model of names");
                    };
            String notice =
                    "privacy.model.directory holds no usable model of names: every text is read as"
                            + " privacy.model.fallback says ("
                            + wanted
                            + ").";
            Inspection built = Inspection.withModel(privacy.words(), absent, fallback);
            return new Screening(own(built, privacy), List.of(notice));
        }
    }
}
