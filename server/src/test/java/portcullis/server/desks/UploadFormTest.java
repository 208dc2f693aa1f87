package portcullis.server.desks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.library.upload.Upload;

class UploadFormTest {
    private static final String TYPE = "multipart/form-data; boundary=b";
    private static final String FILE =
            """
            --b\r
            Content-Disposition: form-data; name="file"; filename="a.txt"\r
            Content-Type: text/plain; charset=utf-8\r
            \r
            Text.\r
            """;

    private static Outcome<Upload> read(String file, Map<String, String> fields) {
        StringBuilder form = new StringBuilder(file);
        fields.forEach(
                (name, value) ->
                        form.append("--b\r\nContent-Disposition: form-data; name=\"")
                                .append(name)
                                .append("\"\r\n\r\n")
                                .append(value)
                                .append("\r\n"));
        return UploadForm.read(TYPE, form.append("--b--\r\n").toString().getBytes(UTF_8));
    }

    private static Upload passed(Outcome<Upload> outcome) {
        return ((Outcome.Passed<Upload>) outcome).value();
    }

    private static Refusal refused(Outcome<Upload> outcome) {
        return ((Outcome.Refused<Upload>) outcome).refusal();
    }

    @Test
    @Tag("LIB-61")
    void theFileComesThroughWithItsNameAndType() throws IOException {
        Upload upload = passed(read(FILE, Map.of("on_conflict", "version")));
        assertThat(upload.name().reveal()).isEqualTo("a.txt");
        assertThat(upload.mediaType()).contains("text/plain");
        assertThat(upload.bytes().readAllBytes()).isEqualTo("Text.".getBytes(UTF_8));
        assertThat(upload.start()).isEqualTo(Upload.Start.AT_ONCE);
    }

    @Test
    @Tag("LIB-61")
    void processFalseWaitsForARequest() {
        Upload upload = passed(read(FILE, Map.of("process", "false")));
        assertThat(upload.start()).isEqualTo(Upload.Start.ON_REQUEST);
    }

    @ParameterizedTest
    @CsvSource({
        "collection, cardiology, UNKNOWN_FIELD",
        "tags, a, UNKNOWN_FIELD",
        "metadata, {}, UNKNOWN_FIELD",
        "on_conflict, new, INVALID_VALUE",
        "on_conflict, '', INVALID_VALUE",
        "process, maybe, INVALID_VALUE",
        "file, text, INVALID_VALUE",
    })
    void whatCannotBeHonouredIsRefusedByName(String field, String value, RefusalCode code) {
        Refusal refusal = refused(read(FILE, Map.of(field, value)));
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.field()).contains(FieldPath.field(field));
    }

    @Test
    void aStrangeFieldIsRefusedWithoutItsName() {
        Refusal refusal = refused(read(FILE, Map.of("patient Meyer", "x")));
        assertThat(refusal.code()).isEqualTo(RefusalCode.UNKNOWN_FIELD);
        assertThat(refusal.sentence()).doesNotContain("Meyer");
    }

    @Test
    void withoutAFileThereIsNothingToTake() {
        assertThat(refused(read("", Map.of("process", "true"))).code())
                .isEqualTo(RefusalCode.MISSING_FIELD);
        assertThat(refused(read("", Map.of("file", "no file name"))).code())
                .isEqualTo(RefusalCode.MISSING_FIELD);
    }
}
