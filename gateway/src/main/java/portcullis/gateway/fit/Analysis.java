package portcullis.gateway.fit;

import java.util.List;

/**
 * What templates cost (EVA-57).
 *
 * @param tokenizer that counted
 * @param model for which it counted; exact for OpenAI's models, else an upper estimate
 * @param reports one for each template, in their order
 * @param repeats every passage that stood before
 */
public record Analysis(String tokenizer, String model, List<Report> reports, List<Repeat> repeats) {
    public Analysis {
        reports = List.copyOf(reports);
        repeats = List.copyOf(repeats);
    }

    /**
     * One template.
     *
     * @param tokens of the whole text, slots as they are written
     * @param redundant of them, what repeats within the same template: what leaving it out saves
     * @param stable tokens before the first slot, which are the same in every prompt: what a
     *     provider may keep between calls
     * @param sections in their order
     */
    public record Report(
            String name, long tokens, long redundant, long stable, List<Section> sections) {
        public Report {
            sections = List.copyOf(sections);
        }
    }

    /** A part under a heading; a token at its edge may count for both neighbours. */
    public record Section(String name, long tokens) {}

    /** A passage that stands in two places, and what the second one costs. */
    public record Repeat(long tokens, Place first, Place again, String text) {
        /** Whether both places are in one template, so that one of them can go. */
        public boolean within() {
            return first.template().equals(again.template());
        }
    }

    /** A line of a template, from 1. */
    public record Place(String template, long line) {}

    /** Mean tokens of a template; 0 without any. */
    public double meanTokens() {
        return reports.stream().mapToLong(Report::tokens).average().orElse(0);
    }

    /** Mean tokens that repeat within a template. */
    public double meanRedundant() {
        return reports.stream().mapToLong(Report::redundant).average().orElse(0);
    }

    /** What leaving repetitions out saves, as a share of all tokens: 0 to 1. */
    public double saving() {
        return meanTokens() == 0 ? 0 : meanRedundant() / meanTokens();
    }
}
