/**
 * Enters: the policies of the configuration, and what tenants ask for. Leaves: the policy that
 * holds. Never: lets anybody make a policy looser.
 */
@NullMarked
package portcullis.disclosure.tighten;

import org.jspecify.annotations.NullMarked;
