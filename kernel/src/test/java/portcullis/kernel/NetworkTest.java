package portcullis.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.200, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "203.0.113.9, 203.0.113.9, true",
        "203.0.113.9, 203.0.113.8, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "fe80::/10, fe80::1%eth0, true",
        "::1, 0:0:0:0:0:0:0:1, true",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "::/0, 10.1.2.3, false",
        "10.0.0.0/8, not-an-address, false",
        "10.0.0.0/8, '', false"
    })
    void holdsTheAddressesOfItsBlock(String block, String address, boolean within) {
        assertThat(Network.parse(block).orElseThrow().contains(address)).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0/8",
                "10.0.0.256",
                "010.0.0.1",
                "::/129",
                "1::2::3",
                "12345::",
                "localhost",
                "1:2:3:4:5:6:7:8:9",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "1:2:3:4:5:6:7::8:9",
                "1.2.3.4.5",
                ":::"
            })
    void whatIsNoBlockIsRefused(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }
}
