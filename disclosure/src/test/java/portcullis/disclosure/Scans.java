package portcullis.disclosure;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portcullis.disclosure.note.Noted;
import portcullis.disclosure.note.Noter;
import portcullis.disclosure.note.Noter.Reading;
import portcullis.disclosure.note.Noter.Values;
import portcullis.disclosure.note.Resource;
import portcullis.disclosure.note.ScanId;
import portcullis.disclosure.note.ScanStore;
import portcullis.governance.permit.Permitted;
import portcullis.kernel.SensitiveText;
import portcullis.kernel.TenantId;
import portcullis.privacy.Context;
import portcullis.privacy.EntityType;
import portcullis.privacy.Finding;
import portcullis.privacy.unfold.View;

/** Scans in memory, and what tests scan. */
public final class Scans implements ScanStore {
    public static final String NAME = "Larkspurin";
    private final Map<ScanId, Noted> all = new HashMap<>();
    private final Map<ScanId, List<SensitiveText>> values = new HashMap<>();
    public final Noter noter;

    public Scans(Clock clock) {
        noter = new Noter(this, new byte[32], clock, Duration.ofHours(1));
    }

    /** A scan of a text with one name in it. */
    public Noted scan(Permitted caller, Context context, String text, Values kept) {
        int start = text.indexOf(NAME);
        List<Finding> findings =
                start < 0
                        ? List.of()
                        : List.of(
                                new Finding(
                                        0,
                                        start,
                                        start + NAME.length(),
                                        Set.of(EntityType.PERSON),
                                        "name",
                                        0.4,
                                        View.Kind.RAW));
        Reading reading = new Reading(context, Optional.empty(), SensitiveText.of(text), kept);
        return noter.note(caller, reading, findings);
    }

    public Optional<SensitiveText> value(ScanId scan, int finding) {
        return Optional.ofNullable(values.get(scan)).map(kept -> kept.get(finding));
    }

    @Override
    public void add(Noted noted, List<SensitiveText> kept) {
        all.put(noted.id(), noted);
        if (!kept.isEmpty()) {
            values.put(noted.id(), new ArrayList<>(kept));
        }
    }

    @Override
    public Optional<Noted> find(TenantId tenant, ScanId id) {
        return Optional.ofNullable(all.get(id)).filter(noted -> noted.tenant().equals(tenant));
    }

    @Override
    public List<Noted> about(TenantId tenant, Resource resource, int most) {
        return List.of();
    }

    @Override
    public int sweep(java.time.Instant now) {
        return 0;
    }
}
