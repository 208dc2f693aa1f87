package portcullis.gateway.receive;

import java.util.Map;
import portcullis.privacy.Leaf.Treatment;

/**
 * Where in a request a value stands. It decides whether its text may be rewritten (SCR-5): the
 * names a model or provider acts on are read only; what people write is rewritable. One enum per
 * dialect.
 */
interface Place {
    /** Where the value of this field stands. */
    Place field(String name);

    /** Where the elements of this list stand. */
    Place element();

    /** How a string or number found here under this key may be treated. */
    Treatment treatment(String key);

    /** What a vendor wants back byte for byte; known bytes need no reading (SCR-7). */
    default boolean isOpaque(String key) {
        return false;
    }

    /** The types that known fields of an object here may have. */
    Map<String, Shape> shapes();

    /** True for the body itself. */
    boolean isRoot();

    /** True where a list holds the parts of one text, which are read together (SCR-6). */
    boolean isJoint();

    /** True where every element of the list must be an object. */
    boolean holdsObject();

    /** True where every element of the list must be a text. */
    default boolean holdsText() {
        return false;
    }

    /** How many elements a list here may have. */
    default int mostElements() {
        return Integer.MAX_VALUE;
    }

    /**
     * False for a word of the dialect that asks for what no model behind this house can be asked
     * for. Such a request is refused and not answered as if the word were not there.
     *
     * @param key the nearest field name
     */
    default boolean allows(String key, String word) {
        return true;
    }

    /** A field whose very presence brings media or lets the vendor fetch something (SCR-8). */
    boolean bringsMedia(String field);

    /** A text that announces media or is media itself (SCR-8). */
    boolean isMedia(String key, String text);
}
