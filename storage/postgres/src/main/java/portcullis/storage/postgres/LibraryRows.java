package portcullis.storage.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import portcullis.kernel.KeyId;
import portcullis.kernel.Label;
import portcullis.kernel.RefusalCode;
import portcullis.kernel.SensitiveText;
import portcullis.library.Chunk;
import portcullis.library.ChunkId;
import portcullis.library.Document;
import portcullis.library.DocumentId;
import portcullis.library.Hash;
import portcullis.library.Page;
import portcullis.library.Status;
import portcullis.library.Version;
import portcullis.parser.Format;

/** Reads the library's rows. */
final class LibraryRows {
    /** Of a version under the name {@code v}. */
    static final String VERSION =
            """
            v.number, v.status, v.reason, v.format, v.content, v.size, v.pages, v.findings,
            v.words, v.uploaded, v.processed
            """;

    /** Of a chunk under the name {@code c}. */
    static final String CHUNK =
            "c.id, c.document, c.version, c.page, c.first, c.past, c.section, c.text";

    private LibraryRows() {}

    static Document document(ResultSet row) throws SQLException {
        return new Document(
                new DocumentId(row.getObject("id", UUID.class)),
                SensitiveText.of(row.getString("name")),
                row.getInt("current"),
                version(row),
                new KeyId(row.getString("created_by")));
    }

    static Version version(ResultSet row) throws SQLException {
        return new Version(
                row.getInt("number"),
                Status.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("reason")).map(RefusalCode::valueOf),
                Format.valueOf(row.getString("format")),
                hash(row.getBytes("content")),
                row.getLong("size"),
                row.getInt("pages"),
                labels(row),
                row.getInt("words"),
                row.getObject("uploaded", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("processed", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Set<Label> labels(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("findings").getArray();
        return Arrays.stream(names).map(Label::new).collect(Collectors.toSet());
    }

    static Page page(ResultSet row) throws SQLException {
        return new Page(
                row.getInt("number"),
                SensitiveText.of(row.getString("section")),
                SensitiveText.of(row.getString("text")));
    }

    static Chunk chunk(ResultSet row) throws SQLException {
        return new Chunk(
                new ChunkId(row.getLong("id")),
                new DocumentId(row.getObject("document", UUID.class)),
                row.getInt("version"),
                row.getInt("page"),
                row.getInt("first"),
                row.getInt("past"),
                SensitiveText.of(row.getString("section")),
                SensitiveText.of(row.getString("text")));
    }

    static Hash hash(byte[] bytes) {
        return new Hash(HexFormat.of().formatHex(bytes));
    }

    static byte[] bytes(Hash hash) {
        return HexFormat.of().parseHex(hash.hex());
    }
}
