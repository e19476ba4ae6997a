package io.slipway.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.work.Event;
import io.slipway.work.OutboxReader.TryLaterException;
import io.slipway.work.StartFailure;
import io.slipway.work.StoredEvent;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("H14")
class SyslogTest {

    private static final Instant AT = Instant.parse("2026-11-21T02:00:00.123456789Z");

    @Test
    void writesTheFormOfRfc5424() {
        Event event = Event.of("grant.set")
                .by(7, "ada")
                .in(1)
                .on(2)
                .target("acme/app")
                .with("role", "write");
        assertThat(line(event))
                .isEqualTo("<109>1 2026-11-21T02:00:00.123456Z host slipway - grant.set"
                        + " [slipway@32473 result=\"OK\" actor=\"ada\" actorId=\"7\" namespaceId=\"1\""
                        + " repositoryId=\"2\" target=\"acme/app\" address=\"203.0.113.7\" client=\"curl\""
                        + " requestId=\"id\" times=\"1\" d.role=\"write\"] ada grant.set acme/app OK");
        assertThat(line(event.refused("DENIED"))).startsWith("<108>1 ").contains("d.reason=\"DENIED\"");
    }

    @Test
    void letsNoValueLeaveItsQuotes() {
        String line = line(Event.of("user.create").target("a\"] x \\ \n<13>1 forged"));
        assertThat(line.lines()).hasSize(1);
        assertThat(line).contains("target=\"a\\\"\\] x \\\\ \uFFFD<13>1 forged\"");
    }

    @Test
    void sendsADatagramForEachEvent() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(5_000);
            syslog("udp", server.getLocalPort()).consume(List.of(stored("a"), stored("b")));

            assertThat(receive(server)).contains("target=\"a\"");
            assertThat(receive(server)).contains("target=\"b\"");
        }
    }

    @Test
    void sendsLengthAndMessageOverTcp() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            syslog("tcp", server.getLocalPort()).consume(List.of(stored("ä"), stored("b")));
            try (Socket client = server.accept()) {
                String all = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                int length = Integer.parseInt(all.substring(0, all.indexOf(' ')));
                String rest = all.substring(all.indexOf(' ') + 1);
                assertThat(rest.substring(0, length)).startsWith("<109>1 ").endsWith(" OK");
                assertThat(rest.substring(length)).matches("\\d+ <109>1 .*target=\"b\".* OK");
            }
        }
    }

    @Test
    void asksForPatienceWhenNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Syslog syslog = syslog("tcp", port);
        assertThatThrownBy(() -> syslog.consume(List.of(stored("a")))).isInstanceOf(TryLaterException.class);
        // nor is it asked at once again
        try (ServerSocket _ = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> syslog.consume(List.of(stored("a")))).isInstanceOf(TryLaterException.class);
        }
    }

    @Test
    void isOffUnlessATargetIsSet() {
        assertThat(new Syslog(new AuditSettings(Duration.ofDays(365), Optional.empty())).enabled())
                .isFalse();
        assertThat(syslog("udp", 514).enabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host:514", "udp://host", "host:514", "tcp://:514", "udp:host:514"})
    void refusesOtherTargets(String target) {
        assertThatThrownBy(() -> new AuditSettings(Duration.ofDays(365), Optional.of(URI.create(target))))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("slipway.audit.syslog");
    }

    private static Syslog syslog(String scheme, int port) {
        URI target = URI.create(scheme + "://127.0.0.1:" + port);
        return new Syslog(new AuditSettings(Duration.ofDays(365), Optional.of(target)));
    }

    private static String line(Event event) {
        return new String(new SyslogLine("host").of(stored(event)), StandardCharsets.UTF_8);
    }

    private static StoredEvent stored(String target) {
        return stored(Event.of("user.create").target(target));
    }

    private static StoredEvent stored(Event event) {
        return new StoredEvent(1, AT, new StoredEvent.Body(event, "203.0.113.7", "curl", "id", 1));
    }

    private static String receive(DatagramSocket server) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[10_000], 10_000);
        server.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
