package io.slipway.builds.worker;

import io.slipway.work.OutboundAddresses;
import io.slipway.work.OutboundException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The one way out of a sandbox that has no network: a socket file at which its commands ask for connections, in the
/// words of SOCKS 5. This program looks the host up, judges every address that it has, and connects to one of those:
/// neither a redirect, nor a submodule, nor a second answer of a name server leads past that.
final class Outlet implements Closeable {

    private static final int MOST = 64;
    private static final int PATIENCE = 20_000;
    private static final int BUFFER = 64 * 1024;

    private static final int DONE = 0;
    private static final int CLOSED = 2;
    private static final int UNREACHABLE = 4;

    private final OutboundAddresses outbound;
    private final Map<String, InetSocketAddress> known;
    private final Path folder;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile String refusal = "";

    /// @param known what is open besides: addresses by `host:port` as it is asked for
    Outlet(OutboundAddresses outbound, Map<String, InetSocketAddress> known) throws IOException {
        this.outbound = outbound;
        this.known = Map.copyOf(known);
        this.folder = Files.createTempDirectory("slipway-outlet");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket()));
        // the folder is closed to everybody else; the build user sees the file by a mount of its own
        Files.setPosixFilePermissions(socket(), PosixFilePermissions.fromString("rw-rw-rw-"));
        Thread.ofVirtual().name("outlet").start(this::accept);
    }

    Path socket() {
        return folder.resolve("outlet");
    }

    /// Why a connection was refused, in a sentence: the last one.
    Optional<String> refusal() {
        return Optional.of(refusal).filter(it -> !it.isEmpty());
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : open) {
            channel.close();
        }
        Files.deleteIfExists(socket());
        Files.deleteIfExists(folder);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel inner = server.accept();
                open.add(inner);
                if (open.size() > MOST * 2) {
                    forget(inner);
                } else {
                    Thread.ofVirtual().name("outlet").start(() -> serve(inner));
                }
            }
        } catch (IOException _) {
            // closed: the command has ended
        }
    }

    private void serve(SocketChannel inner) {
        try {
            SocksRequest request = SocksRequest.read(inner);
            SocketChannel outer = connect(request);
            open.add(outer);
            try {
                // what was opened while this closed
                if (server.isOpen()) {
                    SocksRequest.answer(inner, DONE);
                    join(inner, outer);
                }
            } finally {
                forget(outer);
            }
        } catch (OutboundException e) {
            refusal = String.valueOf(e.getMessage());
            answer(inner, CLOSED);
        } catch (IOException e) {
            answer(inner, UNREACHABLE);
        } finally {
            forget(inner);
        }
    }

    private SocketChannel connect(SocksRequest request) throws IOException {
        InetSocketAddress own = known.get(request.host().toLowerCase(Locale.ROOT) + ":" + request.port());
        if (own != null) {
            return connect(new InetSocketAddress(InetAddress.getByName(own.getHostString()), own.getPort()));
        }
        List<InetAddress> addresses = outbound.resolve(request.host());
        IOException last = new IOException("no address");
        for (InetAddress address : addresses) {
            try {
                return connect(new InetSocketAddress(address, request.port()));
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static SocketChannel connect(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, PATIENCE);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void join(SocketChannel inner, SocketChannel outer) {
        Thread back = Thread.ofVirtual().name("outlet").start(() -> copy(outer, inner));
        copy(inner, outer);
        try {
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException _) {
            // one of both has gone: so does the other
            close(from);
            close(to);
        }
    }

    private static void answer(SocketChannel inner, int code) {
        try {
            SocksRequest.answer(inner, code);
        } catch (IOException _) {
            // whoever asked has gone
        }
    }

    private void forget(SocketChannel channel) {
        open.remove(channel);
        close(channel);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // it is closed all the same
        }
    }
}
