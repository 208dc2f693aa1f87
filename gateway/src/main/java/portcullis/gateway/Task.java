package portcullis.gateway;

/** What a caller wants a model for. Each task has a tier; the configuration can change it. */
public enum Task {
    CLASSIFY(Tier.NANO),
    EXTRACT(Tier.NANO),
    SUMMARISE(Tier.MINI),
    DRAFT(Tier.MINI),
    REASON(Tier.FRONTIER);

    private final Tier tier;

    Task(Tier tier) {
        this.tier = tier;
    }

    /** The tier unless configured. */
    public Tier tier() {
        return tier;
    }
}
