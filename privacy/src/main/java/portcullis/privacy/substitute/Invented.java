package portcullis.privacy.substitute;

import java.util.List;

/** Words made up for surrogates; nobody and no place we know of is called so. */
final class Invented {
    private Invented() {}

    static final List<String> GIVEN =
            List.of(
                    "Avelin",
                    "Brindley",
                    "Corwen",
                    "Delphira",
                    "Elmory",
                    "Fennick",
                    "Galora",
                    "Hartwen",
                    "Isolder",
                    "Jorvany",
                    "Kestra",
                    "Lorimel",
                    "Merrow",
                    "Nerys-Ann",
                    "Orlena",
                    "Pellin",
                    "Quenby",
                    "Rowella",
                    "Sorrelin",
                    "Tamsen",
                    "Ulvane",
                    "Verity-Lou",
                    "Wendolin",
                    "Yarrow");

    static final List<String> FAMILY =
            List.of(
                    "Thistlewick",
                    "Brackenmoor",
                    "Quillfeather",
                    "Marrowby",
                    "Oakhollow",
                    "Fernsworth",
                    "Larkenfield",
                    "Pebblestow",
                    "Ravelstone",
                    "Windermarsh",
                    "Cobbleton",
                    "Dapplewood",
                    "Emberlyn",
                    "Foxglade",
                    "Gorsebury",
                    "Hazelmere-Dun",
                    "Inkpennin",
                    "Juniperfold",
                    "Kettlesby",
                    "Loomcastle",
                    "Mossgrave",
                    "Nettlecombe-Ash",
                    "Otterwell",
                    "Primsby",
                    "Rushenford",
                    "Saltmarrow",
                    "Tanglewood-Fen",
                    "Umberleigh-Orr",
                    "Vellumby",
                    "Wickerstead");

    static final List<String> TOWNS =
            List.of(
                    "Mossbridge-under-Quill",
                    "Lanternford",
                    "Saltwick Hollow",
                    "Pebblehaven",
                    "Greyfern",
                    "Thornmarket",
                    "Ambleshade",
                    "Coldbracken",
                    "Netherquill",
                    "Inkwater");

    static final List<String> STREETS =
            List.of(
                    "Invented Lane",
                    "Sample Street",
                    "Placeholder Road",
                    "Fable Avenue",
                    "Surrogate Way",
                    "Parable Close");
}
