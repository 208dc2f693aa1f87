package portcullis.privacy;

/**
 * Kinds of protected information (screening specification, section 4). The name stands in
 * placeholders.
 */
public enum EntityType {
    PERSON,
    ADDRESS,
    PLACE,
    POSTCODE,
    DATE,
    AGE,
    PHONE,
    FAX,
    EMAIL,
    SSN,
    TAXID,
    MRN,
    HEALTHID,
    ACCOUNT,
    IBAN,
    CARD,
    LICENCE,
    VEHICLE,
    DEVICE,
    URL,
    IP,
    OTHERID,
    SECRET,
    /** Source text that looks like a placeholder (SCR-31). */
    LITERAL
}
