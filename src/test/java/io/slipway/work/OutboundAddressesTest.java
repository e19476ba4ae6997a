package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("E1")
class OutboundAddressesTest {

    private final OutboundAddresses closed = new OutboundAddresses(new OutboundSettings(List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.1",
                "0.0.0.0",
                "::1",
                "[::1]",
                "::",
                "::ffff:127.0.0.1",
                "[::ffff:10.0.0.1]",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::127.0.0.1",
                "64:ff9b:1::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2002:7f00:1::1",
                "2001:0:4136:e378::1",
                "2001:db8::1",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.254",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "192.0.0.192",
                "2130706433",
                "0x7f.1",
                "0x7f000001",
                "127.1",
                "127.0.1",
                "0177.0.0.1",
                "127.0.0.01",
                "256.1.1.1",
                "1.2.3.4.5",
                "localhost",
                "localhost.",
                "LOCALHOST",
                "a.localhost",
                "metadata.google.internal",
                "db.internal.",
                "x.local",
                "kubernetes.default",
                "kubernetes.default.svc",
                "kubernetes.default.svc.cluster.local",
                "postgres",
                "fe80::1%eth0",
                "[fe80::1%25eth0]",
                "user@example.com",
                "a b",
                "",
                ".",
                "..",
                "example..com",
                "-x.com",
                "x\n.com",
                "[]",
                "[::1",
                "1.2.3.4.",
                "127.0.0.1."
            })
    void refusesWhatIsNoPublicHost(String host) {
        if (host.equals("1.2.3.4.")) {
            // a public address with the dot of a name: the same as without
            assertThat(closed.check(host)).isEqualTo("1.2.3.4");
            return;
        }
        assertThatThrownBy(() -> closed.check(host)).isInstanceOf(OutboundException.class);
        assertThatThrownBy(() -> closed.resolve(host)).isInstanceOf(OutboundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "[2606:4700::1]"})
    void takesPublicAddresses(String host) {
        assertThat(closed.resolve(host)).hasSize(1);
        assertThat(closed.isAllowed(host)).isFalse();
    }

    @Test
    void takesNamesThatNoNameServerHasToKnowYet() {
        assertThat(closed.check("Git.Example.COM.")).isEqualTo("git.example.com");
        assertThat(closed.check("my_git.example.com")).isEqualTo("my_git.example.com");
    }

    @Test
    @Tag("E2")
    void refusesANameOfWhichOneAddressIsClosed() {
        OutboundAddresses some = new OutboundAddresses(new OutboundSettings(List.of("192.0.2.0/24")));

        // localhost is in every hosts file; opened by its name it may lead anywhere
        assertThatThrownBy(() -> some.resolve("localhost")).isInstanceOf(OutboundException.class);
    }

    @Test
    @Tag("E4")
    void letsOneListedTargetThroughAndNoOther() {
        OutboundAddresses some =
                new OutboundAddresses(new OutboundSettings(List.of("Git-Server", "10.20.0.0/16", "::1")));

        assertThat(some.check("git-server")).isEqualTo("git-server");
        assertThat(some.isAllowed("GIT-SERVER.")).isTrue();
        assertThat(some.resolve("10.20.3.4")).containsExactly(InetAddress.ofLiteral("10.20.3.4"));
        assertThat(some.isAllowed("10.20.3.4")).isTrue();
        assertThat(some.isAllowed("[::1]")).isTrue();
        assertThat(some.isAllowed("example.com")).isFalse();
        for (String other : List.of("10.21.0.1", "127.0.0.1", "git-server2", "::2", "localhost")) {
            assertThatThrownBy(() -> some.check(other)).isInstanceOf(OutboundException.class);
        }
    }

    @Test
    @Tag("E4")
    void takesAListedNameWhereverItLeads() {
        OutboundAddresses some = new OutboundAddresses(new OutboundSettings(List.of("localhost")));

        assertThat(some.resolve("localhost")).isNotEmpty();
    }

    @Test
    void doesNotStartWithAListThatItCannotRead() {
        assertThatThrownBy(() -> new OutboundAddresses(new OutboundSettings(List.of("10.0.0.0/99"))))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("slipway.outbound.allow");
    }
}
