package portcullis.privacy.entities;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ordinary and clinical words that are no names, though they may begin with a capital. */
public final class PlainWords {
    private static final Set<String> WORDS =
            words(
                    """
                    a abc abcd abdomen about absolutely aching actually acute addison address
                    admitted advil african after again ah alcohol alive all allergies almost
                    already alright also although always alzheimer am american an and another
                    answer any anyone anything anywhere apgar appetite approximately april are
                    arm around as asian aspirin assessment assistant at attention august awesome
                    babinski back basically be because been before bell besides best better
                    between bilateral black blood bone both bout brain brother buckle burning
                    but by bye call can cardiac cardiology care caucasian center certainly chest
                    chronic cigars clinic coffee come complete completed confidential consent
                    constant consult consulted continue cool correct could coumadin couple crohn
                    currently cushing dad daily date daughter day dear deceased december
                    definitely denies department despite diagnosis did diet discharge discharged
                    divorced do doc doctor doctors does done dont down drug drugs dull during
                    each ear easily eh eighteen eighty either eleven email emergency english
                    even ever every everyone everything exactly exam except exercise eye fair
                    false family father february female few fifteen fifth fifty file final fine
                    first foley follow following food foot for fortunately forty fourteen fourth
                    french friday from full further furthermore gee general generally german get
                    give given glasgow go going gonna good got graves great guess guest had hah
                    half hand hardly has hashimoto have he head health heart hello help hence
                    her here hey hi high him hip his hispanic history hm hmm hodgkin honestly
                    hopefully hospital how however huh hundred husband i id if image important
                    impossible improved in indeed initial instead into is it its january july
                    june just kidney kind kinda knee know label lasix last lateral laying left
                    leg lemme let lets like lipitor list little liver look looks lot lower
                    luckily lung make male manageable many march married may maybe mayo me mean
                    meanwhile medical medication medications medicine mild mm mmhmm model
                    moderate mom monday monthly more moreover most mostly mother motrin mouth
                    moved much murphy must my nah name neck need negative neither neurology
                    never next nice nine nineteen ninety no nobody none nope normal normally
                    nose not note notes nothing november now null number nurse nurses obviously
                    october of off often oh ok okay okey old on once oncology one only or other
                    otherwise ouch our out over overall page pain panic parkinson part past
                    patient patients pediatrics pending perfect perhaps phone physician plan
                    plavix please positive possible possibly presents pretty primary printed
                    private probably provider prozac psychiatry question quit quite radiology
                    rarely raynaud ready really recent regarding regards reports result results
                    retired return review right romberg room routine sadly said same saturday
                    say search second secondary section see seen seldom send sent september
                    seriously service set seventeen seventy several severe shall sharp she
                    should signature signed since sincerely single sister sixteen sixth sixty
                    sjogren skin sleep sleeping smoking so socially some somebody someone
                    something sometimes somewhat son sorry sounds spanish speaking stabbing
                    stable start states status still stomach stop string subject such suddenly
                    summary sunday sure surely surgery synthroid system take taking teeth tell
                    ten terrible test tests text than thank thankfully thanks that the their
                    them then there therefore these they thing things think third thirteen
                    thirty this those though thousand three throat throbbing thursday thus time
                    title to tobacco today too took tool tooth total transferred true truly
                    truthfully tuesday twelve twenty two tylenol type typically ugh uh uhm um
                    under unfortunately unknown unless until up upper urgent us use user usually
                    value very wait was water we wednesday weekly welcome well went were what
                    whatever when whenever where whether which whichever while white who whose
                    why widowed wife will wish with without wonderful work working worse would
                    wow wrong xanax xyz yeah year years yep yes yessir yesterday yet you your
                    yup zero zoloft
                    """);

    private PlainWords() {}

    private static Set<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a word, in any case, is ordinary. */
    public static boolean contains(String word) {
        return WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** A name holds no ordinary word at its beginning. */
    static Check.Answer name(String value) {
        return Check.unless(contains(first(value)));
    }

    /** After a label: speech, headings and yes or no are no names. */
    static Check.Answer label(String value) {
        return name(value);
    }

    private static String first(String value) {
        return Stream.of(value.split("[ ,.]+"))
                .filter(part -> part.length() > 1)
                .findFirst()
                .orElse(value);
    }
}
