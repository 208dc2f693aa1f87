package portcullis.testkit;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeakCanaryTest {
    private static final String VALUE = "Zo\u00eb \"Quill\" Vandermeer-7731";

    private final LeakCanary canary = LeakCanary.planting("unrelated-0000", VALUE);

    @Test
    void everyFormIsFound() throws IOException {
        byte[] bytes = ("name=" + VALUE + "&").getBytes(UTF_8);
        assertFound(bytes);
        assertFound(new String(bytes, UTF_8).getBytes(UTF_16LE));
        assertFound(new String(bytes, UTF_8).getBytes(UTF_16BE));
        assertFound(HexFormat.of().formatHex(bytes).getBytes(UTF_8));
        assertFound(HexFormat.of().withUpperCase().formatHex(bytes).getBytes(UTF_8));
        assertFound("{\"a\":\"Zo\\u00eb \\\"Quill\\\" Vandermeer-7731\"}".getBytes(UTF_8));
        assertFound(VALUE.toUpperCase(Locale.ROOT).getBytes(UTF_8));
        assertFound(URLEncoder.encode(VALUE, UTF_8).replace("+", "%20").getBytes(UTF_8));
        assertFound(gzip(gzip(bytes)));
        assertFound(gzip(HexFormat.of().formatHex(bytes).getBytes(UTF_8)));
    }

    @Property(tries = 300)
    void base64IsFoundAtAnyOffset(
            @ForAll @StringLength(max = 9) String before,
            @ForAll @StringLength(max = 9) String after) {
        byte[] bytes = (before + VALUE + after).getBytes(UTF_8);
        assertFound(Base64.getEncoder().encode(bytes));
        assertFound(Base64.getUrlEncoder().withoutPadding().encode(bytes));
    }

    @Test
    void cleanTextIsClean() throws IOException {
        String clean = "Zoe Quill met Vandermeer. \\u0041 \\x {\"a\":\"\\\"\"} 7731";
        assertThat(canary.inText("log", clean)).isEmpty();
        assertThat(canary.inBytes("log", gzip(clean.getBytes(UTF_8)))).isEmpty();
        assertThat(canary.inBytes("log", new byte[] {0x1f, (byte) 0x8b, 8, 0, 1})).isEmpty();
    }

    @Test
    void folderIsSearchedToTheBottom(@TempDir Path folder) throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        Files.write(deep.resolve("x.gz"), gzip(VALUE.getBytes(UTF_8)));
        Files.writeString(folder.resolve("clean.txt"), "nothing here");
        assertThat(canary.inFolder(folder))
                .containsExactly(new LeakCanary.Leak(deep.resolve("x.gz").toString(), 1));
    }

    @Test
    void shortValuesAreRefused() {
        assertThatThrownBy(() -> LeakCanary.planting("abc"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertFound(byte[] bytes) {
        assertThat(canary.inBytes("here", bytes)).containsExactly(new LeakCanary.Leak("here", 1));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
