package portcullis.bench;

/** What is asked for: one JSON answer, a stream as fast as it goes, or a stream at a pace. */
enum Shape {
    JSON("bench-json"),
    SSE("bench-sse"),
    PACED("");

    private final String model;

    Shape(String model) {
        this.model = model;
    }

    /** The model name that leads to the provider of this shape; a pace has names of its own. */
    String model() {
        return model;
    }

    boolean streams() {
        return this != JSON;
    }
}
