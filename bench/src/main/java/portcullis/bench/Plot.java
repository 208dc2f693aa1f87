package portcullis.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A small picture of lines as SVG. It says everything in text too: titles, ends of the axes, names
 * of the lines, and carries no script.
 */
final class Plot {
    private static final List<String> COLOURS = List.of("#666666", "#0b62a4", "#c2510c", "#3a7d44");
    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int RIGHT = 130;
    private static final int EDGE = 40;

    /** How a value lies on an axis. */
    enum Scale {
        LINEAR,
        LOGARITHMIC;

        private double place(double value) {
            return this == LINEAR ? value : Math.log10(Math.max(value, 1e-6));
        }
    }

    /** A point of a line. */
    record Point(double x, double y) {}

    /** A named line. */
    private record Line(String name, List<Point> points) {}

    private final String title;
    private final String acrossName;
    private final String upName;
    private final Scale across;
    private final Scale up;
    private final List<Line> lines = new ArrayList<>();

    private Plot(String title, String acrossName, String upName, Scale scale) {
        this.title = title;
        this.acrossName = acrossName;
        this.upName = upName;
        this.across = scale;
        this.up = scale;
    }

    static Plot of(String title, String across, String up, Scale scale) {
        return new Plot(title, across, up, scale);
    }

    Plot line(String name, List<Point> points) {
        lines.add(new Line(name, List.copyOf(points)));
        return this;
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(
                text(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                                + " font-size=\"12\"><title>%s</title><rect width=\"100%%\" height=\"100%%\""
                                + " fill=\"white\"/>%n",
                        WIDTH, HEIGHT, title));
        svg.append(text("<text x=\"%d\" y=\"20\" font-size=\"14\">%s</text>%n", LEFT, title));
        svg.append(
                text(
                        "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"black\"/>%n",
                        LEFT, EDGE, HEIGHT - EDGE, WIDTH - RIGHT));
        labels(svg);
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void labels(StringBuilder svg) {
        int bottom = HEIGHT - EDGE;
        svg.append(label(LEFT, bottom + 16, "start", number(low(true))));
        svg.append(label(WIDTH - RIGHT, bottom + 16, "end", number(high(true))));
        svg.append(label((LEFT + WIDTH - RIGHT) / 2, bottom + 32, "middle", acrossName));
        svg.append(label(LEFT - 6, bottom, "end", number(low(false))));
        svg.append(label(LEFT - 6, EDGE + 4, "end", number(high(false))));
        svg.append(label(LEFT - 6, EDGE - 12, "end", upName));
    }

    private void draw(StringBuilder svg, Line line, int place) {
        String colour = COLOURS.get(place % COLOURS.size());
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(text("%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(point), y(point)));
            svg.append(
                    text(
                            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>%n",
                            x(point), y(point), colour));
        }
        svg.append(text("<path d=\"%s\" fill=\"none\" stroke=\"%s\"/>%n", path, colour));
        svg.append(
                text(
                        "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                        WIDTH - RIGHT + 10, EDGE + 18 * place, colour, line.name()));
    }

    private double x(Point point) {
        double share = share(across, point.x(), low(true), high(true));
        return LEFT + share * (WIDTH - RIGHT - LEFT);
    }

    private double y(Point point) {
        double share = share(up, point.y(), low(false), high(false));
        return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
    }

    private static double share(Scale scale, double value, double low, double high) {
        double span = scale.place(high) - scale.place(low);
        return span == 0 ? 0.5 : (scale.place(value) - scale.place(low)) / span;
    }

    /** A linear axis up begins at zero, so that growth looks no larger than it is. */
    private double low(boolean ofAcross) {
        double least = values(ofAcross).min().orElse(0);
        return !ofAcross && up == Scale.LINEAR ? Math.min(0, least) : least;
    }

    private double high(boolean ofAcross) {
        return values(ofAcross).max().orElse(1);
    }

    private DoubleStream values(boolean ofAcross) {
        Stream<Point> points = lines.stream().flatMap(line -> line.points().stream());
        return points.mapToDouble(point -> ofAcross ? point.x() : point.y());
    }

    private static String label(int x, int y, String anchor, String words) {
        return text("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, words);
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? text("%.0f", value)
                : text("%.2f", value);
    }

    // The annotation that it wants is not among the dependencies; every format is a literal here.
    @SuppressWarnings("AnnotateFormatMethod")
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
