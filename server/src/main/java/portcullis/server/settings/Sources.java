package portcullis.server.settings;

import java.util.Map;

/**
 * Where values come from. The first that speaks wins: flag, environment, alias, file, default.
 *
 * @param flags from the command line, by place
 * @param environment variables of the process
 * @param file text of the YAML file; empty when there is none
 */
public record Sources(Map<String, String> flags, Map<String, String> environment, String file) {
    public Sources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
    }
}
