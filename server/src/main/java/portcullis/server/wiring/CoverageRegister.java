package portcullis.server.wiring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import portcullis.gateway.Coverage;
import portcullis.gateway.Coverage.Cell;
import portcullis.gateway.Dialect;
import portcullis.server.desks.CoverageRow;
import portcullis.server.http.Limiting;
import portcullis.server.http.Route;
import portcullis.server.http.Routes;

/**
 * The coverage matrix of the routes that are served (SCR-77). A route that takes text to a model is
 * covered by the cells of the language its journey speaks, a route that takes documents by those of
 * the library; every other one keeps what it takes in the house. One that is none of them has no
 * cell, and without a cell the house does not open.
 */
public final class CoverageRegister {
    /** The language in which each route's text goes to models. */
    private static final Map<String, Dialect> MODELS =
            Map.of(
                    "/v1/chat/completions", Dialect.OPENAI_CHAT,
                    "/v1/responses", Dialect.OPENAI_RESPONSES,
                    "/v1/messages", Dialect.ANTHROPIC_MESSAGES,
                    "/v1/messages/count_tokens", Dialect.ANTHROPIC_COUNT,
                    "/v1/embeddings", Dialect.OPENAI_EMBEDDINGS,
                    "/api/v1/chat", Dialect.OPENAI_CHAT,
                    "/api/ai/stream", Dialect.OPENAI_CHAT);

    private static final String DOCUMENTS = "/api/v1/docs";

    /** What the rooms do does not change while the program runs. */
    private static final Map<Dialect, List<Cell>> CELLS =
            Stream.of(Dialect.values()).collect(Collectors.toUnmodifiableMap(d -> d, Coverage::of));

    private static final List<Cell> UPLOADS = Coverage.ofDocuments();

    private CoverageRegister() {}

    /**
     * The matrix of these routes.
     *
     * @throws IllegalStateException names the first route or cell through which text could leave
     *     unread
     */
    public static List<CoverageRow> of(Routes routes) {
        List<CoverageRow> rows = new ArrayList<>();
        for (Route route : routes.all()) {
            String method = route.verb().name();
            cells(route)
                    .ifPresentOrElse(
                            cells -> cells.forEach(cell -> rows.add(row(method, route, cell))),
                            () -> inside(route).ifPresent(rows::add));
        }
        return List.copyOf(rows);
    }

    /** The rows of every route that takes text to a model or into the library. */
    public static List<CoverageRow> declared() {
        List<CoverageRow> rows = new ArrayList<>();
        MODELS.forEach(
                (path, dialect) ->
                        cells(dialect).forEach(cell -> rows.add(row("POST", path, cell))));
        UPLOADS.forEach(cell -> rows.add(row("POST", DOCUMENTS, cell)));
        rows.sort(Comparator.comparing(CoverageRow::path));
        return List.copyOf(rows);
    }

    private static Optional<List<Cell>> cells(Route route) {
        if (route.limiting() == Limiting.TOKENS) {
            return Optional.of(cells(dialect(route)));
        }
        return route.limiting() == Limiting.UPLOAD ? Optional.of(UPLOADS) : Optional.empty();
    }

    private static Dialect dialect(Route route) {
        return Optional.ofNullable(MODELS.get(route.path())).orElseThrow(() -> missing(route));
    }

    private static IllegalStateException missing(Route route) {
        return new IllegalStateException(
                "no cell of the coverage matrix says who reads what "
                        + route.verb()
                        + " "
                        + route.path()
                        + " takes to a model");
    }

    private static List<Cell> cells(Dialect dialect) {
        return Optional.ofNullable(CELLS.get(dialect)).orElseThrow();
    }

    /** What takes a body and asks no model keeps it in the house. */
    private static Optional<CoverageRow> inside(Route route) {
        if (route.bodyCap() == 0) {
            return Optional.empty();
        }
        SortedMap<String, String> outcomes = new TreeMap<>(Map.of("none", "never_sent"));
        return Optional.of(
                new CoverageRow(
                        route.verb().name(), route.path(), false, "any", "inside", outcomes));
    }

    private static CoverageRow row(String method, Route route, Cell cell) {
        return row(method, route.path(), cell);
    }

    private static CoverageRow row(String method, String path, Cell cell) {
        if (cell.isHole()) {
            throw new IllegalStateException(
                    "a value in "
                            + lower(cell.part())
                            + " of "
                            + method
                            + " "
                            + path
                            + " is unread");
        }
        SortedMap<String, String> outcomes = new TreeMap<>();
        cell.outcomes().forEach((failure, outcome) -> outcomes.put(lower(failure), outcome));
        return new CoverageRow(
                method, path, cell.streamed(), lower(cell.part()), lower(cell.handler()), outcomes);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
