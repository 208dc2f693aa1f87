/**
 * Model vendors. Door: ProviderRegister, which opens a Provider for each configured Vendor. The
 * only floor that connects to vendors.
 */
@NullMarked
package portcullis.providers;

import org.jspecify.annotations.NullMarked;
