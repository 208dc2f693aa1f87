package portcullis.privacy.find;

import java.util.List;

/** Every span that any detector saw in any view. Complete, or it would not exist. */
public record Found(List<Span> spans) {
    public Found {
        spans = List.copyOf(spans);
    }
}
