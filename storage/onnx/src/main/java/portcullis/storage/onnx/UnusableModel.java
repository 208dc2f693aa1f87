package portcullis.storage.onnx;

/** The model of names cannot be used: missing, changed, or of another shape. Holds no text. */
public final class UnusableModel extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableModel(String what) {
        super(what);
    }

    UnusableModel(String what, Throwable cause) {
        super(what, cause);
    }
}
