/**
 * Enters: flags, environment, aliases and portcullis.yaml. Leaves: Settings, checked as a whole.
 * Never: starts with a key it does not know, and never prints a secret.
 */
@NullMarked
package portcullis.server.settings;

import org.jspecify.annotations.NullMarked;
