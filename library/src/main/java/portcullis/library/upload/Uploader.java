package portcullis.library.upload;

/** Lets files in whose name, size and kind fit. */
public final class Uploader {}
