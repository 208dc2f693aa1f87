package portcullis.server.accuracy;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import portcullis.privacy.EntityType;

/** Which of our kinds an origin's type name means, and what formats do not claim to find. */
final class OriginTypes {
    private static final Map<String, EntityType> KINDS =
            Stream.of(
                            names(EntityType.SSN, "US_SSN SSN"),
                            names(EntityType.CARD, "CREDIT_CARD PAYMENT_CARD"),
                            names(EntityType.EMAIL, "EMAIL_ADDRESS EMAIL"),
                            names(EntityType.IBAN, "IBAN_CODE IBAN"),
                            names(EntityType.IP, "IP_ADDRESS IP"),
                            names(
                                    EntityType.PHONE,
                                    "PHONE_NUMBER PH_MOBILE_NUMBER TELEPHONE PHONE"),
                            names(EntityType.FAX, "FAX FAX_NUMBER"),
                            names(
                                    EntityType.HEALTHID,
                                    "US_MBI UK_NHS AU_MEDICARE DE_HEALTH_INSURANCE CA_PHN"
                                            + " HEALTH_PLAN_ID MBI NHS KVNR"),
                            names(
                                    EntityType.TAXID,
                                    "CA_SIN AU_ABN AU_ACN AU_TFN ES_NIE ES_NIF IN_PAN IN_GSTIN"
                                            + " IN_VOTER IN_AADHAAR IT_FISCAL_CODE IT_VAT_CODE"
                                            + " PH_TIN SE_PERSONNUMMER TR_NATIONAL_ID ZA_ID_NUMBER"
                                            + " US_ITIN EIN ITIN UK_NINO PL_PESEL KR_RRN"
                                            + " FI_PERSONAL_IDENTITY_CODE TH_TNIN NG_NIN"
                                            + " SG_NRIC_FIN DE_TAX_ID DE_SOCIAL_SECURITY"),
                            names(
                                    EntityType.LICENCE,
                                    "MEDICAL_LICENSE US_NPI NPI DEA US_DRIVER_LICENSE"
                                            + " UK_DRIVING_LICENCE DRIVERS_LICENSE_NUMBER"
                                            + " DE_PASSPORT IN_PASSPORT KR_PASSPORT US_PASSPORT"
                                            + " PASSPORT_NUMBER PASSPORT DE_LANR DE_BSNR"),
                            names(
                                    EntityType.VEHICLE,
                                    "IN_VEHICLE_REGISTRATION NG_VEHICLE_REGISTRATION"
                                            + " UK_VEHICLE_REGISTRATION VIN"),
                            names(EntityType.POSTCODE, "UK_POSTCODE ZIP_CODE POSTCODE"),
                            names(EntityType.ADDRESS, "STREET_ADDRESS ADDRESS"),
                            names(EntityType.URL, "DOMAIN_NAME URL"),
                            names(EntityType.DATE, "DATE_TIME DATE"),
                            names(EntityType.AGE, "AGE"),
                            names(EntityType.PERSON, "PERSON PHYSICIAN_NAME"),
                            names(EntityType.DEVICE, "MAC_ADDRESS IMEI DEVICE"),
                            names(EntityType.OTHERID, "BITCOIN_ADDRESS TRACKING_NUMBER OTHERID"),
                            names(EntityType.MRN, "MRN"),
                            names(
                                    EntityType.ACCOUNT,
                                    "BANK_ROUTING_NUMBER US_BANK_NUMBER ABA_ROUTING_NUMBER"
                                            + " ACCOUNT"),
                            names(
                                    EntityType.SECRET,
                                    "AUTHORIZATION ASSIGNMENT HIGH_ENTROPY URL_QUERY JWT CLOUD_KEY"
                                            + " PRIVATE_KEY CONNECTION_STRING"),
                            names(EntityType.PLACE, "GPE HOSPITAL STATE"))
                    .flatMap(all -> all)
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Pattern OLD = Pattern.compile(".*\\b(?:9[0-9]|1[0-2][0-9])\\b.*");
    private static final Pattern DAY_OR_MONTH =
            Pattern.compile(
                    "(?i).*(?:[0-9]{1,4}[/.-][0-9]{1,2}|[0-9]{8}|jan|feb|mar|apr|may|jun|jul|aug"
                            + "|sep|oct|nov|dec).*");

    private OriginTypes() {}

    private static Stream<Map.Entry<String, EntityType>> names(EntityType kind, String names) {
        return Stream.of(names.split(" ")).map(name -> entry(name, kind));
    }

    /** Our kind of a type; empty for what is none: companies, money, titles. */
    static Optional<EntityType> kind(String type) {
        return type.startsWith("SEC_")
                ? Optional.of(EntityType.SECRET)
                : Optional.ofNullable(KINDS.get(type));
    }

    /** The kind to find there; empty when the value may stay: ages under 90, years alone. */
    static Optional<EntityType> wanted(String type, String value) {
        return kind(type)
                .filter(
                        kind ->
                                switch (kind) {
                                    case AGE -> OLD.matcher(value).matches();
                                    case DATE -> DAY_OR_MONTH.matcher(value).matches();
                                    default -> true;
                                });
    }
}
