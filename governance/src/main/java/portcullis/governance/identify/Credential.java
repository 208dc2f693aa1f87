package portcullis.governance.identify;

import java.util.Optional;
import portcullis.kernel.SensitiveText;

/** What a caller showed: the bearer token, the {@code x-api-key} header, or both (GOV-13). */
public record Credential(Optional<SensitiveText> bearer, Optional<SensitiveText> apiKey) {}
