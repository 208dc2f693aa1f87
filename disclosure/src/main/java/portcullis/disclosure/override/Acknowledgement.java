package portcullis.disclosure.override;

/** What whoever overrides has thought of; all four are needed (SCR-46). */
public enum Acknowledgement {
    /** Nothing more leaves than the purpose needs. */
    MINIMUM_NECESSARY,
    /** There is a lawful basis for it. */
    LAWFUL_BASIS,
    /** Whoever gets it may hold it. */
    RECIPIENT_MAY_HOLD,
    /** Who sees it is recorded. */
    ACCESS_IS_AUDITED
}
