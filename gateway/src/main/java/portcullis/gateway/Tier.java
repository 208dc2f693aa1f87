package portcullis.gateway;

/** How able a model is, and how dear; least first. */
public enum Tier {
    NANO,
    MINI,
    FRONTIER
}
