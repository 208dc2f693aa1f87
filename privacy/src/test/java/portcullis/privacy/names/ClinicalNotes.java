package portcullis.privacy.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes clinical notes with people in them, the same ones for the same seed. The names are of many
 * origins and, but for the ordinary words among them, in none of the product's lists.
 */
final class ClinicalNotes {
    /** Where a name stands in a note, end exclusive. */
    record Name(int start, int end) {}

    record Note(String text, List<Name> names) {}

    static final List<String> GIVEN =
            words(
                    """
                    Adaeze Nnamdi Chidinma Babajide Olufemi Temitope Wanjiru Kipchoge Makena Thandiwe
                    Sipho Nomvula Tariro Farai Zodwa Abena Kwabena Akosua Yaw Fatoumata Mamadou Aminata
                    Ousmane Hamidou Zanele Lindiwe Selamawit Tesfaye Yohannes Mulugeta Bereket
                    Anneliese Gottfried Hedwig Ottilie Waltraud Friedhelm Siegmund Gisela Heike Jorn
                    Bjarne Solveig Ragnhild Torbjorn Ingeborg Asbjorn Gudrun Halvard Sunniva Eirik
                    Aoife Niamh Siobhan Oisin Caoimhe Padraig Grainne Fionnuala Eoghan Diarmuid
                    Mairead Iain Hamish Catriona Eilidh Angharad Llewellyn Bronwen Gethin Rhiannon
                    Przemyslaw Malgorzata Zbigniew Agnieszka Wojciech Katarzyna Bogdan Zdenka Vlastimil
                    Bohumil Dragana Zoran Slavica Miroslav Ljubica Branislav Radovan Desislava Plamen
                    Yevgenia Oleksandr Lyudmila Vsevolod Ruslana Taras Svitlana Timofey Zinaida
                    Eleftheria Panagiotis Despina Stavroula Vasiliki Athanasios Konstantinos Evangelia
                    Cemile Gulsah Tugba Ozlem Berkay Nurettin Sevgi Shirin Parisa Behrouz Farhad Mahnaz
                    Nasrin Ardeshir Soraya Ghassan Khadija Mahfouz Samira Wafaa Abdelrahman Zaynab
                    Shlomo Rivka Yitzhak Tzipora Avigail Menachem Anjali Bhaskar Devika Harpreet
                    Gurpreet Jaswinder Kavitha Lalitha Madhavan Nandini Padmavathi Raghunath Shanthi
                    Venkatesh Yamini Zubair Shabnam Tahmina Nasreen Dilshad Chaminda Nirosha Thilini
                    Phuong Quynh Thuy Xuan Duc Hien Linh Ngoc Somchai Siriporn Kanya Prasert Malee
                    Bayani Dalisay Maricel Jun-ho Seo-yeon Min-jun Ji-woo Haruki Sakura Takeshi Yukiko
                    Kazuhiro Noriko Xiaoming Yunfei Zhihao Meiling Guoqiang Siti Nurul Budi Wayan
                    Ximena Yaretzi Itzel Citlali Xochitl Eustaquio Hortensia Remedios Fulgencio Apolinar
                    Jacinta Inacio Joaquim Thiago Heloisa Moacir Ubirajara Keala Leilani Kaimana Tuigamala
                    Sefina Wiremu Aroha Hinewai Tane Dakarai Shaniqua Latoya Keyshawn Deshawn Tyrese
                    Makayla Jayden Braelyn Kaitlyn Brayden Kinsley Oaklynn Zayden Mckenna Jaxon
                    """);

    static final List<String> SURNAMES =
            words(
                    """
                    Oyelaran Adeyemi Nwachukwu Ogunleye Chukwuemeka Eze Balogun Afolabi Kamau Wambui Mutasa
                    Chikwanha Dlamini Mkhize Nkosi Khumalo Mensah Boateng Owusu Asante Diallo Traore
                    Coulibaly Keita Sissoko Gebremariam Tekle Haile Woldemichael Abebe Zielinski Brzezinski
                    Wojciechowski Szczepanski Kaczmarek Lewandowski Jablonski Dvorak Svoboda Hruska Horvath
                    Szabo Nagy Kovacevic Petrovic Jankovic Djordjevic Stojanovic Ivanchuk Shevchenko Kravchuk
                    Lysenko Tymoshenko Bezrukov Zhuravlev Papadopoulos Katsaros Stavropoulos Economou
                    Yildirim Ozturk Karatas Aydin Hosseini Rahimzadeh Farrokhzad Ghorbani Al-Masri Haddad
                    Khoury El-Sayed Mansouri Benkirane Bouazizi Rabinowitz Zuckerman Lipschitz Ben-David
                    Chakraborty Mukherjee Bhattacharya Subramaniam Krishnamurthy Venkataraman Deshpande
                    Kulkarni Chatterjee Siddiqui Qureshi Bandaranaike Wickramasinghe Jayawardena Nguyenova
                    Phan-Tran Truong Huynh Sukarno Wijaya Setiawan Siregar Bautista Dimaculangan Macaraeg Pangilinan
                    Fujimoto Hashizume Kobayashi Matsumoto Okafuji Shimizu Uchida Ouyang Zhuang Xie
                    Hsieh Tsai Kwon Seong Baek Chaiyaphum Rattanakosin Iturralde Echeverria Urrutia Goicoechea
                    Etxeberria Larrazabal Ferreirinha Quevedo Zaragoza Albuquerque Cavalcanti Bittencourt
                    Guimaraes Vasconcelos Lindqvist Bergstrom Sjoberg Hakansson Thorvaldsen Halvorsen Nygaard
                    Kristoffersen Rasmusson Vestergaard Mikkelsen Virtanen Korhonen Makinen Laaksonen Tamm
                    Kallas Ozolins Kazlauskas Vandenberghe Janssens Hoogenboom Zwaan Dijkstra Hoekstra
                    Bruggemann Schwarzkopf Kretschmer Oberhauser Niederberger Pfeiffer Lachance Thibodeaux
                    Boudreaux Desjardins Archambault Charpentier Beauregard Delacroix O'Shaughnessy O'Callaghan
                    McGillicuddy McAllister MacLeod Fitzwilliam Featherstonehaugh Cholmondeley Threlkeld
                    Birtwhistle Ramsbottom Entwistle Higginbotham Gwynedd Prydderch Tuimavave Fonoti Kealoha
                    Kapaona Ngata Tawhiri Begaye Tsosie Yellowhorse DuBose LeBeauf DeAngelo DiMarzio Spagnuolo
                    Quattrocchi Mastroianni Zingaretti
                    """);

    /** Ordinary words that people are called by. */
    static final List<String> ORDINARY =
            words(
                    "Mark Rose Grace Frank Baker Brown Carter Cook Hunter Young Mason Walker Woods Cooper");

    private static final List<String> SENTENCES =
            List.of(
                    "The patient, $F, was seen in clinic for follow up of hypertension.",
                    "$F is a 54-year-old man with type 2 diabetes mellitus.",
                    "$F presents with worsening shortness of breath over three days.",
                    "$G reports that the pain is worse at night.",
                    "Dr. $S reviewed the chest radiograph with the team.",
                    "Discussed with Dr. $F from cardiology, who agrees with the plan.",
                    "Mrs. $S denies chest pain, palpitations or syncope.",
                    "Mr. $S tolerated the procedure well.",
                    "Her husband $G was at the bedside during the examination.",
                    "His daughter, $F, will drive him home after discharge.",
                    "The family ($G and $G) asked about the prognosis.",
                    "I spoke with $F by telephone about the results.",
                    "Blood pressure was rechecked by nurse $F before discharge.",
                    "Care was handed over to $F at 19:00.",
                    "According to $S, the symptoms began two weeks ago.",
                    "We asked $G to keep a diary of the headaches.",
                    "$G's wound is clean, dry and intact.",
                    "The specimen was labelled with the name of $F.",
                    "$S, $G was admitted from the emergency department.",
                    "Physical therapy with $F went well; gait is steady.",
                    "Consent was obtained from $F after the risks were explained.",
                    "$F and $F both agreed with the plan of care.",
                    "On rounds $G looked comfortable and was eating breakfast.",
                    "The interpreter, $F, was present for the whole visit.",
                    "She prefers to be called $G.",
                    "Follow up with $F, MD in two weeks.",
                    "Referred by $F, NP for evaluation of anemia.",
                    "Please call $G at home if the culture is positive.");

    private static final List<String> FIELDS =
            List.of(
                    "Patient: $F\n",
                    "Name: $S, $G\n",
                    "Attending: $F, MD\n",
                    "Dictated by: $F\n",
                    "Electronically signed by: $F\n",
                    "cc: Dr. $S\n",
                    "Emergency contact: $F (sister)\n");

    private static final List<String> FILLERS =
            List.of(
                    "Lungs are clear to auscultation bilaterally.",
                    "No acute distress. Heart is regular without murmurs.",
                    "Continue lisinopril and metformin; recheck creatinine in one week.",
                    "Past Medical History: Hypertension, Asthma, Gastroesophageal Reflux Disease.",
                    "MRI of the lumbar spine showed no cord compression.",
                    "Assessment and Plan: Stable. Return to the Emergency Department for fever.",
                    "He denies tobacco and alcohol use.",
                    "Parkinson disease and Crohn disease run in the family.",
                    "A Foley catheter was placed without difficulty.",
                    "Started on Lovenox and Coumadin; INR is 2.1.");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private List<Name> names = new ArrayList<>();

    ClinicalNotes(long seed) {
        this.random = new Random(seed);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    /** A note in ordinary writing. */
    Note next() {
        text.setLength(0);
        names = new ArrayList<>();
        fill(one(FIELDS));
        for (int sentence = 0; sentence < 8; sentence++) {
            fill(random.nextInt(3) == 0 ? one(FILLERS) : one(SENTENCES));
            text.append(random.nextInt(5) == 0 ? "\n" : " ");
        }
        fill("\n" + one(FIELDS));
        return new Note(text.toString(), names);
    }

    /** A short note in capitals; each name stands beside a cue. */
    Note loud() {
        text.setLength(0);
        names = new ArrayList<>();
        fill("PT $S SEEN WITH WIFE $G TODAY. DR $S WILL CALL BACK ABOUT THE RESULTS. ");
        fill("NURSE $G CHECKED THE WOUND. NO FEVER OR CHILLS. ATTENDING: $G $S\n");
        return new Note(text.toString().toUpperCase(Locale.ROOT), names);
    }

    private void fill(String pattern) {
        for (int at = 0; at < pattern.length(); at++) {
            if (pattern.charAt(at) != '$') {
                text.append(pattern.charAt(at));
                continue;
            }
            int start = text.length();
            text.append(
                    switch (pattern.charAt(++at)) {
                        case 'G' -> given();
                        case 'S' -> surname();
                        default -> full();
                    });
            names.add(new Name(start, text.length()));
        }
    }

    private String full() {
        String middle = random.nextInt(5) == 0 ? " " + (char) ('B' + random.nextInt(7)) + "." : "";
        return given() + middle + " " + surname();
    }

    private String given() {
        return random.nextInt(12) == 0 ? one(ORDINARY.subList(0, 4)) : one(GIVEN);
    }

    private String surname() {
        return random.nextInt(12) == 0 ? one(ORDINARY.subList(4, ORDINARY.size())) : one(SURNAMES);
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
