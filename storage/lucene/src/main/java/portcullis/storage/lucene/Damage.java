package portcullis.storage.lucene;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;

/** Tells files that no second try can read from trouble that may pass, such as a full disk. */
final class Damage {
    private Damage() {}

    static boolean is(Exception trouble) {
        return (trouble instanceof IOException reading && unreadable(reading))
                || trouble instanceof IllegalArgumentException;
    }

    private static boolean unreadable(IOException trouble) {
        return trouble instanceof CorruptIndexException
                || trouble instanceof IndexFormatTooNewException
                || trouble instanceof IndexFormatTooOldException
                || trouble instanceof IndexNotFoundException
                || trouble instanceof EOFException
                || trouble instanceof FileNotFoundException
                || trouble instanceof NoSuchFileException;
    }
}
