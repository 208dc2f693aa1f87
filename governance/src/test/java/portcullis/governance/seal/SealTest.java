package portcullis.governance.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;
import portcullis.governance.seal.Seal.Place;
import portcullis.kernel.Label;
import portcullis.kernel.TenantId;

class SealTest {
    private static final byte[] SECRET = "an invented secret of 32 bytes!!".getBytes(UTF_8);
    private static final Place HERE =
            new Place(new Label("cache"), new TenantId("clinic"), "entry/1");

    private final Seal seal = new Seal(SECRET);

    @Property
    @Tag("GOV-57")
    void whatIsSealedOpensInItsPlace(@ForAll byte[] text) {
        byte[] sealed = seal.seal(HERE, text);
        assertThat(sealed).hasSize(text.length + 29);
        assertThat(new Seal(SECRET).open(HERE, sealed)).hasValue(text);
    }

    @Property(tries = 200)
    @Tag("GOV-57")
    void oneChangedBitOpensNothing(@ForAll byte[] text, @ForAll int bit) {
        byte[] sealed = seal.seal(HERE, text);
        int at = Math.floorMod(bit, sealed.length * 8);
        sealed[at / 8] ^= (byte) (1 << (at % 8));
        assertThat(seal.open(HERE, sealed)).isEmpty();
    }

    @Test
    void anotherPlaceTenantPurposeOrSecretOpensNothing() {
        byte[] sealed = seal.seal(HERE, "text".getBytes(UTF_8));
        List<Place> others =
                List.of(
                        new Place(new Label("journal"), HERE.tenant(), HERE.name()),
                        new Place(HERE.purpose(), new TenantId("clinie"), HERE.name()),
                        new Place(HERE.purpose(), HERE.tenant(), "entry/2"));
        assertThat(others).allMatch(other -> seal.open(other, sealed).isEmpty());
        byte[] foreign = SECRET.clone();
        foreign[0]++;
        assertThat(new Seal(foreign).open(HERE, sealed)).isEmpty();
    }

    @Test
    void theSameTextLooksDifferentEachTime() {
        byte[] text = "text".getBytes(UTF_8);
        assertThat(Arrays.equals(seal.seal(HERE, text), seal.seal(HERE, text))).isFalse();
    }

    @Test
    void whatIsTooShortToBeSealedOpensNothing() {
        assertThat(seal.open(HERE, new byte[0])).isEmpty();
        assertThat(seal.open(HERE, new byte[28])).isEmpty();
        assertThatThrownBy(() -> new Seal(new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
