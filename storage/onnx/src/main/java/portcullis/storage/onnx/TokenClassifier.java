package portcullis.storage.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A network that gives each token of a window a score per label. Takes {@code input_ids} and, if it
 * wants them, {@code attention_mask} and {@code token_type_ids}: 64-bit integers, 1 × tokens. Gives
 * floats, 1 × tokens × labels. Safe for many threads.
 */
final class TokenClassifier implements AutoCloseable {
    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int labels;

    private TokenClassifier(byte[] model, int labels) throws OrtException {
        this.labels = labels;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(model, options);
        }
    }

    /** Loads and checks a model. Throws {@link UnusableModel} when its tensors are others. */
    static TokenClassifier of(byte[] model, int labels) {
        try {
            TokenClassifier classifier = new TokenClassifier(model, labels);
            classifier.check();
            return classifier;
        } catch (OrtException broken) {
            throw new UnusableModel("the model of names cannot be loaded", broken);
        }
    }

    private void check() throws OrtException {
        Map<String, NodeInfo> inputs = session.getInputInfo();
        boolean known = Set.of(IDS, MASK, TYPES).containsAll(inputs.keySet());
        boolean right =
                known
                        && inputs.containsKey(IDS)
                        && inputs.values().stream()
                                .allMatch(input -> is(input, OnnxJavaType.INT64, 2))
                        && session.getOutputInfo().size() == 1
                        && session.getOutputInfo().values().stream()
                                .allMatch(output -> is(output, OnnxJavaType.FLOAT, 3));
        if (!right) {
            session.close();
            throw new UnusableModel("the model of names has other tensors");
        }
    }

    private boolean is(NodeInfo node, OnnxJavaType type, int dimensions) {
        if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != type) {
            return false;
        }
        long[] shape = tensor.getShape();
        boolean last = dimensions == 2 || shape[shape.length - 1] == labels || shape[2] < 0;
        return shape.length == dimensions && last;
    }

    /**
     * The label of each token of a window.
     *
     * @param ids of the tokens, the special ones included
     */
    int[] label(long[] ids) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            long[] ones = new long[ids.length];
            Arrays.fill(ones, 1);
            Map<String, long[]> values = Map.of(IDS, ids, MASK, ones, TYPES, new long[ids.length]);
            for (String name : session.getInputNames()) {
                inputs.put(
                        name,
                        OnnxTensor.createTensor(environment, new long[][] {values.get(name)}));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                return best(result.get(0).getValue(), ids.length);
            }
        } catch (OrtException broken) {
            throw new UnusableModel("the model of names failed", broken);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private int[] best(Object value, int tokens) {
        if (!(value instanceof float[][][] scores)
                || scores.length != 1
                || scores[0].length != tokens) {
            throw new UnusableModel("the model of names gave another shape");
        }
        int[] best = new int[tokens];
        for (int token = 0; token < tokens; token++) {
            best[token] = best(scores[0][token]);
        }
        return best;
    }

    private int best(float[] scores) {
        if (scores.length != labels) {
            throw new UnusableModel("the model of names gave another number of labels");
        }
        int best = 0;
        for (int label = 0; label < labels; label++) {
            if (Float.isNaN(scores[label])) {
                throw new UnusableModel("the model of names gave no number");
            }
            best = scores[label] > scores[best] ? label : best;
        }
        return best;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException broken) {
            throw new UnusableModel("the model of names cannot be closed", broken);
        }
    }
}
