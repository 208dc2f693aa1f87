package portcullis.server.signals;

import portcullis.kernel.Label;
import portcullis.kernel.RequestId;

/** A handler threw: the kind of exception and where, never its message. */
public record HandlerBroke(RequestId requestId, Label kind, Label at) implements Level.Bug {}
