package portcullis.storage.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The folder of a model of names: {@code model.onnx}, {@code tokenizer.json}, {@code labels.txt}
 * and {@code SHA256SUMS} with a digest for each, as the tool sha256sum writes them.
 */
final class ModelFiles {
    private static final long LARGEST = 2L * 1024 * 1024 * 1024 - 8;

    private final byte[] model;
    private final byte[] tokenizer;
    private final List<String> labels;

    private ModelFiles(byte[] model, byte[] tokenizer, List<String> labels) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.labels = labels;
    }

    byte[] model() {
        return model;
    }

    byte[] tokenizer() {
        return tokenizer;
    }

    /** One per line of the file, in the order of the model's last dimension. */
    List<String> labels() {
        return labels;
    }

    /** Reads and checks them. Throws {@link UnusableModel} for anything missing or different. */
    static ModelFiles read(Path folder) {
        try {
            Map<String, String> sums = sums(Files.readAllLines(folder.resolve("SHA256SUMS")));
            byte[] labels = checked(folder, "labels.txt", sums);
            return new ModelFiles(
                    checked(folder, "model.onnx", sums),
                    checked(folder, "tokenizer.json", sums),
                    new String(labels, java.nio.charset.StandardCharsets.UTF_8)
                            .lines()
                            .map(String::strip)
                            .filter(label -> !label.isEmpty())
                            .toList());
        } catch (IOException unreadable) {
            throw new UnusableModel("a file of the model of names cannot be read", unreadable);
        }
    }

    private static Map<String, String> sums(List<String> lines) {
        Map<String, String> sums = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.strip().split("\\s+\\*?", 2);
            if (parts.length == 2) {
                sums.put(parts[1], parts[0].toLowerCase(Locale.ROOT));
            }
        }
        return sums;
    }

    private static byte[] checked(Path folder, String name, Map<String, String> sums)
            throws IOException {
        Path file = folder.resolve(name);
        if (Files.size(file) > LARGEST) {
            throw new UnusableModel("a file of the model of names is too large");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (!digest(bytes).equals(sums.get(name))) {
            throw new UnusableModel("a file of the model of names has another digest");
        }
        return bytes;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
