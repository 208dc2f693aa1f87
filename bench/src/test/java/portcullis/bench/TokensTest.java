package portcullis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokensTest {
    private final List<Integer> heard = new ArrayList<>();
    private final Tokens tokens = new Tokens(3, () -> heard.add(heard.size()));

    @Test
    void allTokensInOrderAreWhole() {
        take(tokens, frames(0, 1, 2));
        assertThat(tokens.lost()).isZero();
        assertThat(tokens.repeated()).isZero();
        assertThat(heard).hasSize(3);
    }

    @Test
    void missingTokensAreLost() {
        take(tokens, frames(0, 2));
        assertThat(tokens.lost()).isOne();
    }

    @Test
    void tokensThatNeverComeAreLost() {
        take(tokens, frames(0));
        assertThat(tokens.lost()).isEqualTo(2);
    }

    @Test
    void tokensThatComeTwiceAreCounted() {
        take(tokens, frames(0, 1, 1, 2));
        assertThat(tokens.repeated()).isOne();
        assertThat(tokens.lost()).isZero();
    }

    @Test
    void textOutsideOfContentIsNoToken() {
        take(tokens, "data: {\"error\":{\"message\":\"waaaa waaab \"}}\n\n");
        assertThat(tokens.lost()).isEqualTo(3);
    }

    @Property
    void howTheStreamIsCutDoesNotMatter(@ForAll @IntRange(min = 1, max = 40) int piece) {
        Tokens cut = new Tokens(3, () -> {});
        String all = frames(0, 1, 2);
        for (int from = 0; from < all.length(); from += piece) {
            take(cut, all.substring(from, Math.min(all.length(), from + piece)));
        }
        assertThat(cut.lost() + cut.repeated()).isZero();
    }

    @Test
    void severalTokensInOneEventAreAllHeard() {
        take(
                tokens,
                "{\"delta\":{\"content\":\"" + Tokens.spell(0) + Tokens.spell(1) + Tokens.spell(2));
        assertThat(tokens.lost()).isZero();
    }

    private static String frames(int... numbers) {
        StringBuilder frames = new StringBuilder();
        IntStream.of(numbers)
                .mapToObj(Tokens::spell)
                .forEach(
                        token ->
                                frames.append("data: {\"delta\":{\"content\":\"")
                                        .append(token)
                                        .append("\"}}\n\n"));
        return frames.toString();
    }

    private static void take(Tokens tokens, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        tokens.take(bytes, 0, bytes.length);
    }
}
