package portcullis.server.desks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import portcullis.kernel.FieldPath;
import portcullis.kernel.Outcome;
import portcullis.kernel.Refusal;
import portcullis.kernel.RefusalCode;
import portcullis.library.upload.Upload;

/**
 * The form of an upload (LIB-61). A field that this version cannot honour is refused by its name,
 * so that nobody believes it was kept: {@code collection}, {@code tags}, {@code metadata}, and
 * {@code on_conflict=new}, because a name stands for one document.
 */
final class UploadForm {
    private static final Set<String> HONOURED = Set.of("file", "process", "on_conflict");
    private static final Set<String> LATER = Set.of("collection", "tags", "metadata");
    private final Map<String, Multipart.Part> parts = new LinkedHashMap<>();
    private final byte[] body;

    private UploadForm(byte[] body) {
        this.body = body;
    }

    static Outcome<Upload> read(String contentType, byte[] body) {
        UploadForm form = new UploadForm(body);
        return Multipart.read(contentType, body).then(form::sorted).then(UploadForm::upload);
    }

    private Outcome<UploadForm> sorted(List<Multipart.Part> all) {
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i).name();
            if (LATER.contains(name)) {
                return Fields.refused(RefusalCode.UNKNOWN_FIELD, name);
            }
            if (!HONOURED.contains(name)) {
                return Outcome.refused(
                        Refusal.of(RefusalCode.UNKNOWN_FIELD).at(FieldPath.ROOT.unnamed(i)));
            }
            if (parts.put(name, all.get(i)) != null) {
                return Fields.refused(RefusalCode.INVALID_VALUE, name);
            }
        }
        return Outcome.passed(this);
    }

    private Outcome<Upload> upload() {
        Optional<Multipart.Part> file =
                Optional.ofNullable(parts.get("file")).filter(part -> part.file().isPresent());
        if (file.isEmpty()) {
            return Fields.refused(RefusalCode.MISSING_FIELD, "file");
        }
        if (!text("on_conflict").orElse("version").equals("version")) {
            return Fields.refused(RefusalCode.INVALID_VALUE, "on_conflict");
        }
        return switch (text("process").orElse("true")) {
            case "true" -> Outcome.passed(upload(file.get(), Upload.Start.AT_ONCE));
            case "false" -> Outcome.passed(upload(file.get(), Upload.Start.ON_REQUEST));
            case String _ -> Fields.refused(RefusalCode.INVALID_VALUE, "process");
        };
    }

    private Upload upload(Multipart.Part part, Upload.Start start) {
        return new Upload(
                part.file().orElseThrow(),
                part.type().map(text -> text.split(";", 2)[0].strip()),
                new ByteArrayInputStream(body, part.start(), part.end() - part.start()),
                start);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(parts.get(name))
                .map(part -> new String(body, part.start(), part.end() - part.start(), UTF_8));
    }
}
