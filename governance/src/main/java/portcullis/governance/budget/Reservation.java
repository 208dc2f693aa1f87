package portcullis.governance.budget;

import java.util.List;

/**
 * What one attempt may cost at worst, to be held in every account that applies or in none (GOV-29).
 *
 * @param micros millionths of the currency
 * @param earlier what earlier attempts of the same call cost, so that their surplus is free again
 *     before this one is held
 */
public record Reservation(long micros, List<Claim> claims, Costs earlier) {
    public Reservation {
        claims = List.copyOf(claims);
        if (micros < 0) {
            throw new IllegalArgumentException("a reservation is not negative");
        }
    }
}
