package portcullis.gateway.stream;

import portcullis.gateway.receive.Span;

/** Where a voice speaks in one JSON document; the span includes the quotes. */
record Slot(Voice voice, Span span, String text) {}
