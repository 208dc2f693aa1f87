package portcullis.providers.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class VectorsTest {
    private final OfflineProvider provider =
            new OfflineProvider(Passages.none(), TextVectors.none(), Clock.systemUTC());

    @Test
    void onlyTheEmbeddingModelTurnsTextsIntoVectors() {
        assertThat(provider.embeds(OfflineProvider.EMBEDDING_MODEL)).isTrue();
        assertThat(provider.embeds(OfflineProvider.MODEL)).isFalse();
    }
}
