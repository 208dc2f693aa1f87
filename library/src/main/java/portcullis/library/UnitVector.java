package portcullis.library;

/** Brings vectors to length 1, and tells which ones have no direction to keep. */
public final class UnitVector {
    private UnitVector() {}

    /** False for a wrong number of floats, NaN, infinity, and a length too near to zero. */
    public static boolean possible(float[] vector, int dimension) {
        double length = length(vector);
        return vector.length == dimension && length > 1e-6 && Double.isFinite(length);
    }

    /** A copy of length 1. The vector must be {@link #possible}. */
    public static float[] of(float[] vector) {
        double length = length(vector);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
