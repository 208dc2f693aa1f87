package portcullis.kernel;

import java.util.Arrays;
import java.util.Optional;

/**
 * A block of internet addresses, such as {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address
 * alone (RFC 4632, RFC 4291). Nothing is ever looked up in the DNS.
 */
public final class Network {
    private static final int V4 = 4;
    private static final int V6 = 16;
    private static final int LONGEST = 45;
    private final byte[] address;
    private final int bits;

    private Network(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** Reads {@code ADDRESS} or {@code ADDRESS/BITS}; empty when it is neither. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int most = address.get().length * Byte.SIZE;
        String bits = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
        if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most) {
            return Optional.empty();
        }
        return Optional.of(new Network(address.get(), Integer.parseInt(bits)));
    }

    /** Whether an address, without a port, lies in the block; false for what is no address. */
    public boolean contains(String other) {
        return address(other).filter(this::holds).isPresent();
    }

    /** How much of an address the block fixes; the more, the smaller it is. */
    public int bits() {
        return bits;
    }

    private boolean holds(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        boolean same = Arrays.equals(address, 0, whole, other, 0, whole);
        int mask = 0xFF << (Byte.SIZE - rest);
        return same && (rest == 0 || ((address[whole] ^ other[whole]) & mask & 0xFF) == 0);
    }

    /** The bytes of an address; an IPv4 address that is written as IPv6 is IPv4. */
    private static Optional<byte[]> address(String text) {
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        if (bare.length() > LONGEST || bare.isEmpty()) {
            return Optional.empty();
        }
        return bare.indexOf(':') < 0 ? four(bare) : six(bare).map(Network::unmapped);
    }

    private static Optional<byte[]> four(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[V4];
        if (parts.length != V4) {
            return Optional.empty();
        }
        for (int i = 0; i < V4; i++) {
            if (!parts[i].matches("0|[1-9]\\d{0,2}") || Integer.parseInt(parts[i]) > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> six(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(bytes -> bytes.length == V6);
        }
        Optional<byte[]> head = groups(text.substring(0, gap));
        Optional<byte[]> tail = groups(text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length > V6 - 2) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOf(head.get(), V6);
        int length = tail.get().length;
        System.arraycopy(tail.get(), 0, bytes, V6 - length, length);
        return Optional.of(bytes);
    }

    /** Groups between colons; the last one may be an IPv4 address. */
    private static Optional<byte[]> groups(String text) {
        byte[] bytes = new byte[0];
        for (String group : text.isEmpty() ? new String[0] : text.split(":", -1)) {
            Optional<byte[]> next = group.indexOf('.') < 0 ? group(group) : four(group);
            if (next.isEmpty() || bytes.length + next.get().length > V6) {
                return Optional.empty();
            }
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, before + next.get().length);
            System.arraycopy(next.get(), 0, bytes, before, next.get().length);
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> group(String hex) {
        if (!hex.matches("[0-9A-Fa-f]{1,4}")) {
            return Optional.empty();
        }
        int value = Integer.parseInt(hex, 16);
        return Optional.of(new byte[] {(byte) (value >> Byte.SIZE), (byte) value});
    }

    private static byte[] unmapped(byte[] six) {
        boolean mapped = six[10] == -1 && six[11] == -1;
        for (int i = 0; i < 10; i++) {
            mapped &= six[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(six, V6 - V4, V6) : six;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network network
                && bits == network.bits
                && Arrays.equals(address, network.address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + bits;
    }

    @Override
    public String toString() {
        return "Network of " + bits + " bits";
    }
}
