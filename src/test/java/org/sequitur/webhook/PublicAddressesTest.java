package org.sequitur.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody has the server call what only the server can reach. */
class PublicAddressesTest {

    private final PublicAddresses addresses = new PublicAddresses(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotPublicIsNotCalled(String text) throws Exception {
        InetAddress address = InetAddress.ofLiteral(text);
        assertThat(PublicAddresses.isPublic(address)).isFalse();
        assertThat(addresses.mayBeCalled(text)).isFalse();
        assertThatThrownBy(() -> addresses.resolve(text)).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "8.8.8.8", "2606:4700::1111", "2a00::1"
            })
    void whatIsPublicIsCalled(String text) throws Exception {
        assertThat(addresses.mayBeCalled(text)).isTrue();
        assertThat(addresses.resolve(text)).containsExactly(InetAddress.ofLiteral(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST.", "127.1", "2130706433", "10.0.0.1."})
    void otherSpellingsOfAddressesAreNoNames(String text) {
        assertThat(addresses.mayBeCalled(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "0x7f000001", "[::ffff:127.0.0.1]"})
    void noConnectionIsMadeWhateverANameTurnsOutToMean(String host) throws Exception {
        try (TestReceiver receiver = TestReceiver.content();
                Receiver caller = new Receiver(bounds(false), Clock.systemUTC());
                Receiver inOwnNetwork = new Receiver(bounds(true), Clock.systemUTC())) {
            String url = "http://" + host + ":" + receiver.port() + "/hooks";
            Attempt attempt = caller.call(url, Map.of(), new byte[] {'{', '}'});
            assertThat(attempt.status()).isNull();
            assertThat(attempt.problem()).contains("UnknownHost");
            assertThat(receiver.calls()).isEmpty();
            String known = "http://127.0.0.1:" + receiver.port() + "/hooks";
            assertThat(inOwnNetwork.call(known, Map.of(), new byte[] {'{', '}'}).isTaken())
                    .as("who may, does")
                    .isTrue();
        }
    }

    private static WebhookBounds bounds(boolean allowsPrivateTargets) {
        return new WebhookBounds(
                allowsPrivateTargets,
                2,
                2,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                new RetrySchedule(RetrySchedule.STANDARD),
                Duration.ofDays(30),
                100,
                Duration.ofDays(1));
    }
}
