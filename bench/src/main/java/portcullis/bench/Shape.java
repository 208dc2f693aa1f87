package portcullis.bench;

/** What is asked: one JSON answer, or a stream of 64 events. */
enum Shape {
    JSON("bench-json"),
    SSE("bench-sse");

    private final String model;

    Shape(String model) {
        this.model = model;
    }

    /** The model name that leads to the provider of this shape. */
    String model() {
        return model;
    }
}
