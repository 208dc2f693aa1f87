package portcullis.storage.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The folder of a tiny model: "naka" begins a person, "##mura" goes on, "delft" is a place. */
final class TinyModel {
    private static final List<String> WORDS =
            List.of("[UNK]", "[CLS]", "[SEP]", "naka", "##mura", "dr", "delft", "pain", "ōe");
    private static final int[] LABELS = {0, 0, 0, 1, 2, 0, 3, 0, 1};

    private TinyModel() {}

    static Path write(Path folder) throws IOException {
        return write(
                folder, OnnxBytes.lookUp(table(4), OnnxBytes.INT64), "O\nB-PER\nI-PER\nB-LOC\n");
    }

    static Path write(Path folder, byte[] model, String labels) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), model);
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer());
        Files.writeString(folder.resolve("labels.txt"), labels);
        StringBuilder sums = new StringBuilder();
        for (String name : List.of("model.onnx", "tokenizer.json", "labels.txt")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            sums.append(digest(bytes)).append("  ").append(name).append('\n');
        }
        Files.writeString(folder.resolve("SHA256SUMS"), sums, StandardCharsets.UTF_8);
        return folder;
    }

    /** Each word's own label has the best score. */
    static float[][] table(int labels) {
        float[][] table = new float[WORDS.size()][labels];
        for (int word = 0; word < table.length; word++) {
            table[word][Math.min(LABELS[word], labels - 1)] = 5;
        }
        return table;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String tokenizer() {
        StringBuilder words = new StringBuilder();
        for (int word = 0; word < WORDS.size(); word++) {
            words.append(word == 0 ? "" : ",").append('"').append(WORDS.get(word)).append("\":");
            words.append(word);
        }
        return """
                {"version":"1.0","truncation":null,"padding":null,
                 "added_tokens":[
                  {"id":0,"content":"[UNK]","single_word":false,"lstrip":false,"rstrip":false,
                   "normalized":false,"special":true},
                  {"id":1,"content":"[CLS]","single_word":false,"lstrip":false,"rstrip":false,
                   "normalized":false,"special":true},
                  {"id":2,"content":"[SEP]","single_word":false,"lstrip":false,"rstrip":false,
                   "normalized":false,"special":true}],
                 "normalizer":{"type":"Lowercase"},
                 "pre_tokenizer":{"type":"BertPreTokenizer"},
                 "post_processor":{"type":"BertProcessing","sep":["[SEP]",2],"cls":["[CLS]",1]},
                 "decoder":null,
                 "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",
                  "max_input_chars_per_word":100,"vocab":{"""
                + words
                + "}}}";
    }
}
