package portcullis.storage.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a tiny network in the protobuf form of ONNX: each token's scores stand in a table. */
final class OnnxBytes {
    static final int FLOAT = 1;
    static final int INT32 = 6;
    static final int INT64 = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /**
     * A network with one node: Gather(table, input_ids).
     *
     * @param table scores, tokens × labels
     * @param idType element type of the input
     */
    static byte[] lookUp(float[][] table, int idType) {
        OnnxBytes node = new OnnxBytes();
        node.text(1, "table").text(1, "input_ids").text(2, "logits").text(4, "Gather");
        OnnxBytes graph = new OnnxBytes();
        graph.part(1, node).text(2, "tiny").part(5, tensor(table));
        graph.part(11, value("input_ids", idType, 1, -1));
        graph.part(12, value("logits", FLOAT, 1, -1, table[0].length));
        OnnxBytes opset = new OnnxBytes().text(1, "").number(2, 13);
        return new OnnxBytes().number(1, 8).part(7, graph).part(8, opset).bytes();
    }

    private static OnnxBytes tensor(float[][] table) {
        ByteBuffer raw =
                ByteBuffer.allocate(table.length * table[0].length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : table) {
            for (float score : row) {
                raw.putFloat(score);
            }
        }
        OnnxBytes tensor = new OnnxBytes().number(1, table.length).number(1, table[0].length);
        return tensor.number(2, FLOAT).text(8, "table").raw(9, raw.array());
    }

    private static OnnxBytes value(String name, int type, int... sizes) {
        OnnxBytes shape = new OnnxBytes();
        for (int size : sizes) {
            OnnxBytes dimension = new OnnxBytes();
            shape.part(1, size < 0 ? dimension.text(2, "n") : dimension.number(1, size));
        }
        OnnxBytes tensor = new OnnxBytes().number(1, type).part(2, shape);
        return new OnnxBytes().text(1, name).part(2, new OnnxBytes().part(1, tensor));
    }

    private OnnxBytes number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private OnnxBytes text(int field, String value) {
        return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxBytes part(int field, OnnxBytes part) {
        return raw(field, part.bytes());
    }

    private OnnxBytes raw(int field, byte[] bytes) {
        varint(((long) field << 3) | 2);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private byte[] bytes() {
        return out.toByteArray();
    }
}
