package portcullis.gateway.route;

import portcullis.kernel.Label;

/** What is known of a target. Shared by all models that have it. */
record Watched(Label label, Circuit circuit, Latency latency) {}
