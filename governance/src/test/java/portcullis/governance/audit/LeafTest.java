package portcullis.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Vectors of RFC 6962, as the governance specification lists them. */
@Tag("GOV-49")
class LeafTest {

    @Test
    void emptyChainEndsWithTheHashOfNoBytes() throws NoSuchAlgorithmException {
        byte[] none = MessageDigest.getInstance("SHA-256").digest(new byte[0]);

        assertThat(Leaf.EMPTY).isEqualTo(HexFormat.of().formatHex(none));
    }

    @Test
    void leafOfAnEmptyBody() {
        assertThat(Leaf.of(new byte[0])).startsWith("6e340b9cffb37a98").endsWith("617afa01d");
    }

    @Test
    void leafOfText() {
        assertThat(Leaf.of("L123456".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56");
    }
}
