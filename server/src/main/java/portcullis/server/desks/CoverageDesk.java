package portcullis.server.desks;

import java.util.List;
import java.util.function.Supplier;
import portcullis.kernel.Outcome;
import portcullis.server.http.Answer;
import portcullis.server.http.Visit;

/** {@code GET /api/phi/coverage}: who reads which part of what endpoints take. */
public final class CoverageDesk {
    private final Supplier<List<CoverageRow>> rows;

    /**
     * @param rows the matrix of this house's routes
     */
    public CoverageDesk(Supplier<List<CoverageRow>> rows) {
        this.rows = rows;
    }

    public Outcome<Answer> matrix(Visit visit) {
        return Outcome.passed(Json.ok(CoverageRow.tree(rows.get())));
    }
}
