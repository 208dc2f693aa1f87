package portcullis.gateway.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import portcullis.gateway.fit.Analysis.Place;
import portcullis.gateway.fit.Analysis.Repeat;
import portcullis.gateway.fit.Analysis.Report;
import portcullis.gateway.fit.Analysis.Section;

/**
 * Says what prompt templates cost and what of them is said twice (EVA-57). A passage of {@value
 * #LEAST} words and more that stood before, in whatever case and with whatever white space, is a
 * repetition; what it costs is the difference that leaving it out makes.
 */
public final class Analyser {
    /** Fewer words than this come again by chance. */
    static final int LEAST = 6;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]");
    private static final Pattern HEADING =
            Pattern.compile("(?m)^(?:#{1,6} +(?<mark>.+)|(?<caps>[A-Z][A-Z0-9 _-]{2,60}:?)) *$");

    /** {@code {name}}, {@code {{name}}}, {@code ${name}}, {@code <%= name %>}. */
    private static final Pattern SLOT =
            Pattern.compile("\\$?\\{\\{?\\s*[A-Za-z_][\\w.]*\\s*}}?|<%.*?%>");

    private final TokenCount tokens = new TokenCount();
    private final String model;

    /**
     * @param model whose tokens are counted, by the vendor's name
     */
    public Analyser(String model) {
        this.model = model;
    }

    /** A template by its name. */
    public record Template(String name, String text) {}

    /** A word of a template and where it stands. */
    private record Word(String plain, int start, int end) {}

    /** A passage of a template, by its words. */
    private record Passage(int template, int from) {}

    /** What repeats in one template: passages of its own that stood before, here or elsewhere. */
    private record Found(List<int[]> within, List<Repeat> repeats) {}

    public Analysis of(List<Template> templates) {
        Map<String, Passage> seen = new HashMap<>();
        List<List<Word>> words = templates.stream().map(each -> words(each.text())).toList();
        List<Report> reports = new ArrayList<>();
        List<Repeat> repeats = new ArrayList<>();
        for (int i = 0; i < templates.size(); i++) {
            Found found = repeated(templates, words, i, seen);
            repeats.addAll(found.repeats());
            reports.add(report(templates.get(i), found));
        }
        return new Analysis(TokenCount.encodingOf(model), model, reports, repeats);
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        Matcher found = WORD.matcher(text);
        while (found.find()) {
            words.add(new Word(found.group().toLowerCase(Locale.ROOT), found.start(), found.end()));
        }
        return words;
    }

    private Found repeated(
            List<Template> templates, List<List<Word>> all, int me, Map<String, Passage> seen) {
        List<Word> mine = all.get(me);
        List<int[]> within = new ArrayList<>();
        List<Repeat> repeats = new ArrayList<>();
        int at = 0;
        while (at + LEAST <= mine.size()) {
            Passage before = seen.putIfAbsent(gram(mine, at), new Passage(me, at));
            int length = before == null ? 0 : common(all, before, me, at);
            if (length < LEAST) {
                at++;
                continue;
            }
            int start = mine.get(at).start();
            int end = mine.get(at + length - 1).end();
            if (before.template() == me) {
                within.add(new int[] {start, end});
            }
            Word first = all.get(before.template()).get(before.from());
            repeats.add(
                    new Repeat(
                            tokens.of(model, templates.get(me).text().substring(start, end)),
                            place(templates.get(before.template()), first.start()),
                            place(templates.get(me), start),
                            templates.get(me).text().substring(start, end)));
            at += length;
        }
        return new Found(within, repeats);
    }

    private static String gram(List<Word> words, int from) {
        StringBuilder gram = new StringBuilder();
        for (int i = from; i < from + LEAST; i++) {
            gram.append(words.get(i).plain()).append(' ');
        }
        return gram.toString();
    }

    /** How many words are the same from there on; a passage never runs into its own repetition. */
    private static int common(List<List<Word>> all, Passage before, int me, int at) {
        List<Word> there = all.get(before.template());
        List<Word> here = all.get(me);
        int most = Math.min(there.size() - before.from(), here.size() - at);
        if (before.template() == me) {
            most = Math.min(most, at - before.from());
        }
        int length = 0;
        while (length < most
                && there.get(before.from() + length)
                        .plain()
                        .equals(here.get(at + length).plain())) {
            length++;
        }
        return length;
    }

    private static Place place(Template template, int at) {
        long line = template.text().substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return new Place(template.name(), line);
    }

    private Report report(Template template, Found found) {
        String text = template.text();
        long all = tokens.of(model, text);
        StringBuilder rest = new StringBuilder(text);
        for (int[] span : found.within().reversed()) {
            rest.delete(span[0], span[1]);
        }
        Matcher slot = SLOT.matcher(text);
        long stable = slot.find() ? tokens.of(model, text.substring(0, slot.start())) : all;
        long redundant = Math.max(0, all - tokens.of(model, rest.toString()));
        return new Report(template.name(), all, redundant, stable, sections(text));
    }

    /** From one heading to the next; what stands before the first one is the beginning. */
    private List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        Matcher heading = HEADING.matcher(text);
        String name = "(beginning)";
        int from = 0;
        while (heading.find()) {
            add(sections, name, text.substring(from, heading.start()));
            String mark = heading.group("mark");
            name = (mark == null ? heading.group("caps") : mark).strip();
            from = heading.start();
        }
        add(sections, name, text.substring(from));
        return sections;
    }

    private void add(List<Section> sections, String name, String text) {
        if (!text.isBlank()) {
            sections.add(new Section(name, tokens.of(model, text)));
        }
    }
}
