package portcullis.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.privacy.unfold.View;

@Tag("SCR-18")
class RiskLevelTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, EMAIL, LOW",
        "1, 0, SSN, LOW",
        "0, 2, SSN, LOW",
        "1, 1, SSN, LOW",
        "2, 0, EMAIL, MEDIUM",
        "0, 3, EMAIL, MEDIUM",
        "4, 0, EMAIL, MEDIUM",
        "5, 0, EMAIL, HIGH",
        "0, 3, SSN, HIGH",
        "0, 3, MRN, HIGH",
        "0, 3, PERSON, HIGH",
        "0, 3, ADDRESS, HIGH",
        "0, 9, PHONE, MEDIUM",
    })
    void theLevelFollowsFromNumberBandAndKind(
            int high, int low, EntityType type, RiskLevel expected) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < high + low; i++) {
            double score = i < high ? 0.85 : 0.31;
            findings.add(new Finding(0, i, i + 1, Set.of(type), "rule", score, View.Kind.RAW));
        }
        assertThat(RiskLevel.of(findings)).isEqualTo(expected);
    }
}
