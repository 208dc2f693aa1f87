package portcullis.governance.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("GOV-9")
class KeyTextTest {
    private static final KeyText KEY = KeyText.of("0123456789ab", BigInteger.TWO.pow(255));

    @Test
    void randomKeysFitThePublishedPatternAndReadBack() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            KeyText key = KeyText.random(new SecureRandom());
            assertThat(key.whole()).matches("pk_[0-9a-z]{12}_[0-9A-Za-z]{49}");
            assertThat(KeyText.read(key.whole())).contains(key);
            assertThat(seen.add(key.whole())).isTrue();
        }
    }

    @Test
    void largestSecretStillFits() {
        BigInteger most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

        assertThat(KeyText.read(KeyText.of("zzzzzzzzzzzz", most).whole())).isPresent();
    }

    @Property
    void anyOtherCharacterAnywhereIsNoticed(
            @ForAll @IntRange(max = 64) int place,
            @ForAll @CharRange(from = '0', to = 'z') char c) {
        char[] text = KEY.whole().toCharArray();
        boolean same = text[place] == c;
        text[place] = c;

        assertThat(KeyText.read(new String(text)).isPresent()).isEqualTo(same);
    }

    @Property
    void arbitraryTextIsNoKey(@ForAll String text) {
        assertThat(KeyText.read(text)).isEmpty();
    }

    @Test
    void secretIsNotPrinted() {
        assertThat(KEY.toString()).doesNotContain(KEY.whole().substring(16));
        assertThat(KEY.secret().toString()).doesNotContain(KEY.whole().substring(16));
    }
}
