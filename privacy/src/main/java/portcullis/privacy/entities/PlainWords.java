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
                    a about absolutely actually addison address advil african after again all
                    allergies almost alright also always alzheimer am american an and another
                    answer any apgar april are as asian aspirin assessment assistant at august
                    babinski back be because been before bell black both brother but by can
                    cardiology care caucasian center certainly clinic come correct could
                    coumadin crohn currently cushing dad date daughter day december definitely
                    denies department diagnosis did do doctor doctors does done down each either
                    email emergency english even ever every everything exactly exam except false
                    family father february female few file fine first foley following for french
                    friday from gee general german get give given glasgow go going gonna good
                    got graves great guess guest had has hashimoto have he health hello her here
                    hey hi him his hispanic history hm hmm hodgkin honestly hopefully hospital
                    how however husband i id if image in into is it its january july june just
                    kind know label lasix last let like lipitor list look lot make male many
                    march may maybe mayo me mean medical medication medications medicine mm
                    mmhmm model mom monday more most mother motrin much murphy must my name need
                    negative neurology never nice no none nope normal not note notes nothing
                    november now null number nurse nurses october of off oh ok okay old on
                    oncology one only or other our out over page parkinson patient patients
                    pediatrics perfect phone physician plan plavix please positive presents
                    pretty provider prozac psychiatry question quite radiology raynaud really
                    reports result results review right romberg room said saturday say search
                    section see september service set she should since sister sjogren so some
                    sometimes somewhat son sorry spanish states status still string such summary
                    sunday sure surgery synthroid system take tell test tests text than thank
                    thanks that the their them then there these they thing things think this
                    those three thursday time title to today too tool true tuesday two tylenol
                    type uh um under unfortunately unknown until up us use user usually value
                    very wait was we wednesday well went were what when where which while white
                    who whose why wife will with without wonderful would wow xanax yeah year
                    years yep yes yesterday yet you your zoloft
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
        return value.split("[ ,]", 2)[0];
    }
}
