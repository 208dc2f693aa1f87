package portcullis.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.Permission;
import portcullis.governance.audit.Action;
import portcullis.kernel.Outcome;
import portcullis.kernel.RefusalCode;
import portcullis.server.desks.CoverageRow;
import portcullis.server.http.Auditing;
import portcullis.server.http.Entry;
import portcullis.server.http.Handling;
import portcullis.server.http.Limiting;
import portcullis.server.http.Route;
import portcullis.server.http.Routes;
import portcullis.server.http.Verb;

@Tag("SCR-77")
class CoverageRegisterTest {
    private static Route route(String path, Limiting limiting) {
        return new Route(
                Verb.POST,
                path,
                new Entry.Holding(Permission.MODEL_CALL),
                1000,
                limiting,
                new Auditing.ByTheJourney(Action.MODEL_CALL),
                new Handling.Blocking(_ -> Outcome.refused(RefusalCode.INTERNAL)));
    }

    @Test
    void aRouteThatNobodyReadsKeepsTheHouseClosedAndIsNamed() {
        Routes routes = new Routes(List.of(route("/v1/unheard-of", Limiting.TOKENS)));
        assertThatThrownBy(() -> CoverageRegister.of(routes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("POST /v1/unheard-of");
    }

    @Test
    void routesThatAskNoModelKeepTheirBodiesInside() {
        Routes routes = new Routes(List.of(route("/api/keys", Limiting.REQUEST)));
        assertThat(CoverageRegister.of(routes))
                .singleElement()
                .satisfies(row -> assertThat(row.handler()).isEqualTo("inside"));
    }

    @Test
    @Tag("SCR-76")
    void everyDeclaredCellHasAHandlerAndSevenOutcomes() {
        List<CoverageRow> rows = CoverageRegister.declared();
        Set<String> handlers =
                rows.stream().map(CoverageRow::handler).collect(Collectors.toUnmodifiableSet());
        assertThat(handlers).containsExactlyInAnyOrder("read", "block");
        assertThat(rows).allSatisfy(row -> assertThat(row.outcomes()).hasSize(7));
        assertThat(rows)
                .extracting(CoverageRow::path)
                .contains("/v1/responses", "/v1/embeddings", "/api/v1/docs", "/api/ai/stream");
        assertThat(rows.getFirst().line()).contains("error=").contains("none=");
    }
}
