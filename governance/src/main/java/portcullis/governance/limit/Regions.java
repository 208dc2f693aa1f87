package portcullis.governance.limit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import portcullis.kernel.Label;
import portcullis.kernel.Network;

/**
 * Which region an address belongs to: a table that the operator wrote, asked without any network
 * (GOV-22). Of blocks that hold an address the smallest counts.
 */
public record Regions(List<Block> blocks) {
    /** Of addresses that are used within an organisation only (RFC 1918, RFC 4193, RFC 6890). */
    public static final Label PRIVATE = new Label("private");

    /** Of addresses that stand in no block. */
    public static final Label UNKNOWN = new Label("unknown");

    private static final List<Block> OWN =
            Stream.of(
                            "10.0.0.0/8",
                            "172.16.0.0/12",
                            "192.168.0.0/16",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "::1/128",
                            "fc00::/7",
                            "fe80::/10")
                    .map(text -> new Block(Network.parse(text).orElseThrow(), PRIVATE))
                    .toList();

    /** Only the private blocks are known. */
    public static final Regions NONE = new Regions(List.of());

    /** All addresses of a network are of this region. */
    public record Block(Network network, Label region) {}

    public Regions {
        blocks =
                Stream.concat(blocks.stream(), OWN.stream())
                        .distinct()
                        .sorted(Comparator.comparingInt(block -> -block.network().bits()))
                        .toList();
    }

    Label of(String address) {
        Optional<Block> smallest =
                blocks.stream().filter(block -> block.network().contains(address)).findFirst();
        return smallest.map(Block::region).orElse(UNKNOWN);
    }
}
