package portcullis.privacy.names;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Short forms of given names. Written for this project from general knowledge. */
final class Nicknames {
    private static final List<Set<String>> GROUPS =
            """
            abigail abby gail|albert al bert|alexander alex sandy xander sasha alec|alexandra alex
            sandra sasha|alfred fred alf|andrew andy drew|anthony tony|antonio toni tony|barbara barb
            babs|benjamin ben benny|catherine katherine kathryn kate katie kathy cathy kit|charles
            charlie chuck chas|christina christine chris tina chrissy|christopher chris topher kit|
            daniel dan danny|david dave davy|deborah deb debbie|donald don donnie|dorothy dot dottie|
            edward ed eddie ned ted|eleanor ellie nell nora|elizabeth liz beth betty lizzie eliza
            lisa bess|eugene gene|frances fran fanny|francis frank|francisco paco pancho|frederick
            fred freddie|gabriel gabe|george georgie|gerald gerry jerry|gregory greg|guillermo memo|
            harold harry hal|helen nell|henry hank harry|isabella bella izzy|jacob jake|james jim
            jimmy jamie|jennifer jen jenny|jessica jess jessie|john jack johnny|jonathan jon|jose pepe|
            joseph joe joey|josephine josie jo|joshua josh|judith judy|kenneth ken kenny|kimberly kim|
            lawrence larry|leonard len lenny leo|lillian lily|margaret maggie meg peggy marge margie
            greta rita|martha marty patty|martin marty|mary molly polly mamie|matthew matt|michael mike
            mick mickey|mikhail misha|nancy nan|nathaniel nathan nate nat|nicholas nick nicky|nikolai
            kolya|oliver ollie|pamela pam|patricia pat patty trish tricia|patrick pat paddy|peter pete|
            philip phil|phillip phil|raymond ray|rebecca becky becca|richard dick rick rich ricky|
            robert bob bobby rob robbie bert|roberta bobbie|ronald ron ronnie|samantha sam|samuel sam
            sammy|sandra sandy|sarah sally sadie|stephen steven steve|stephanie steph|susan sue susie|
            suzanne sue|theodore ted teddy theo|theresa teresa terry tess|thomas tom tommy|timothy tim|
            victoria vicky tori|vincent vince vinny|virginia ginny|walter walt wally|william bill billy
            will liam willy|zachary zach
            """
                    .lines()
                    .map(line -> line + " ")
                    .reduce("", String::concat)
                    .transform(Nicknames::groups);

    private Nicknames() {}

    private static List<Set<String>> groups(String text) {
        List<Set<String>> groups = new ArrayList<>();
        for (String group : text.split("\\|")) {
            groups.add(Set.of(group.strip().split(" +")));
        }
        return List.copyOf(groups);
    }

    /** What somebody of that name may also be called; plain small letters. */
    static Set<String> of(String name) {
        Set<String> all = new HashSet<>();
        GROUPS.stream().filter(group -> group.contains(name)).forEach(all::addAll);
        return all;
    }
}
