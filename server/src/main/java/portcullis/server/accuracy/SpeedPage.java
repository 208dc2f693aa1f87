package portcullis.server.accuracy;

import static java.lang.String.format;

import java.util.List;
import java.util.Locale;

/** Speeds as a page in Markdown. */
public final class SpeedPage {
    private SpeedPage() {}

    /** The page that {@code ./portcullis bench screen} writes. */
    public static String of(List<Speed> speeds) {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Speed of the screening engine

                        Written by `./portcullis bench screen`: one process bound to one core, one thread, blocks of 4,096
                        characters, medians of seven passes after warming up. The engine's time holds all views, checks, merging,
                        masking and the second scan. The plain loop runs every reference pattern with `java.util.regex` over the
                        source text only, and does nothing with what it finds. Both must find the same: the run fails otherwise.

                        | Text | Characters | Engine MB/s | with strict names MB/s | Plain loop MB/s | Times faster | Findings | Blocks that differ | Bytes allocated per character |
                        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                        """);
        for (Speed speed : speeds) {
            page.append(
                    format(
                            Locale.ROOT,
                            "| %s | %,d | %.2f | %.2f | %.3f | %.1f | %,d | %d | %.1f |%n",
                            speed.name(),
                            speed.characters(),
                            speed.engine(),
                            speed.names(),
                            speed.plain(),
                            speed.ratio(),
                            speed.findings(),
                            speed.differences(),
                            speed.allocated()));
        }
        return page.toString();
    }
}
