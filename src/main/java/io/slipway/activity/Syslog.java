package io.slipway.activity;

import io.slipway.work.OutboxReader;
import io.slipway.work.StoredEvent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Sends events to a syslog server. As a reader of its own it holds up none of the others when that is out of reach:
/// events wait in the outbox.
@Component
class Syslog implements OutboxReader {

    private static final Logger LOG = LoggerFactory.getLogger(Syslog.class);

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MAX_DATAGRAM = 8 * 1024;

    /// After a failure the server is left alone for a while: each try holds a connection of the database.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AuditSettings settings;
    private final SyslogLine line = new SyslogLine(hostName());
    private long pausedUntil = System.nanoTime();

    Syslog(AuditSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "syslog";
    }

    @Override
    public boolean enabled() {
        return settings.syslog().isPresent();
    }

    @Override
    public void consume(List<StoredEvent> events) {
        URI target = settings.syslog().orElseThrow();
        try {
            if (System.nanoTime() - pausedUntil < 0) {
                throw new IOException(target + " did not answer just now");
            }
            List<byte[]> lines = events.stream().map(line::of).toList();
            if (target.getScheme().equals("udp")) {
                sendUdp(target, lines);
            } else {
                sendTcp(target, lines);
            }
        } catch (IOException e) {
            if (System.nanoTime() - pausedUntil >= 0) {
                pausedUntil = System.nanoTime() + PAUSE.toNanos();
            }
            throw new TryLaterException("syslog at " + target + " takes nothing", e);
        }
    }

    private static void sendUdp(URI target, List<byte[]> lines) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            InetAddress address = InetAddress.getByName(target.getHost());
            for (byte[] message : lines) {
                int length = Math.min(message.length, MAX_DATAGRAM);
                socket.send(new DatagramPacket(message, length, address, target.getPort()));
            }
        }
    }

    /// With the length before each message (RFC 6587), since a message may have any character.
    private static void sendTcp(URI target, List<byte[]> lines) throws IOException {
        try (Socket socket = new Socket()) {
            // a server that takes connections and never reads would block a write for ever
            CompletableFuture.delayedExecutor(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> close(socket));
            socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), (int) PATIENCE.toMillis());
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            for (byte[] message : lines) {
                out.write((message.length + " ").getBytes(StandardCharsets.US_ASCII));
                out.write(message);
            }
            out.flush();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("the connection to syslog was closed before: {}", e.toString());
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "-";
        }
    }
}
