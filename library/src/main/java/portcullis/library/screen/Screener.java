package portcullis.library.screen;

/** Masks protected information in every page. */
public final class Screener {}
