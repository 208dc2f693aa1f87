package portcullis.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LabelTest {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}");

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> near =
                Arbitraries.strings()
                        .withChars("aZ09._:/@+- \n\"é\u0000")
                        .ofMinLength(0)
                        .ofMaxLength(6);
        Arbitrary<String> long128 = Arbitraries.strings().alpha().ofMinLength(126).ofMaxLength(130);
        return Arbitraries.oneOf(near, long128, Arbitraries.strings().ofMaxLength(4));
    }

    @Property(tries = 5000)
    void aLabelIsExactlyAName(@ForAll("texts") String text) {
        boolean made;
        try {
            made = new Label(text).value().equals(text);
        } catch (IllegalArgumentException refused) {
            made = false;
        }
        assertThat(made).isEqualTo(SHAPE.matcher(text).matches());
    }
}
