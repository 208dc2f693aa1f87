package portcullis.privacy.names;

/** The detector of names in both strictnesses. */
public record NameDetectors(NameDetector normal, NameDetector strict) {}
