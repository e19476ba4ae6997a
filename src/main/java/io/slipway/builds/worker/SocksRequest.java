package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// What somebody asks of a SOCKS 5 server (RFC 1928): a connection, which is all that is done here.
///
/// @param host a name, or an address as it is written
record SocksRequest(String host, int port) {

    private static final byte VERSION = 5;
    private static final byte CONNECT = 1;
    private static final byte IPV4 = 1;
    private static final byte NAME = 3;
    private static final byte IPV6 = 4;
    private static final int UNSUPPORTED = 7;

    /// With the greeting before it.
    static SocksRequest read(SocketChannel channel) throws IOException {
        ByteBuffer greeting = read(channel, 2);
        if (greeting.get() != VERSION) {
            throw new IOException("this is not SOCKS 5");
        }
        read(channel, Byte.toUnsignedInt(greeting.get()));
        write(channel, VERSION, (byte) 0);
        ByteBuffer request = read(channel, 4);
        if (request.get() != VERSION || request.get() != CONNECT) {
            answer(channel, UNSUPPORTED);
            throw new IOException("this is no request for a connection");
        }
        String host = host(channel, request.get(3));
        return new SocksRequest(host, Short.toUnsignedInt(read(channel, 2).getShort()));
    }

    static void answer(SocketChannel channel, int code) throws IOException {
        write(channel, VERSION, (byte) code, (byte) 0, IPV4, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte)
                0);
    }

    private static String host(SocketChannel channel, byte kind) throws IOException {
        return switch (kind) {
            case IPV4 -> InetAddress.getByAddress(read(channel, 4).array()).getHostAddress();
            case IPV6 -> InetAddress.getByAddress(read(channel, 16).array()).getHostAddress();
            case NAME ->
                new String(
                        read(channel, Byte.toUnsignedInt(read(channel, 1).get()))
                                .array(),
                        ISO_8859_1);
            default -> throw new IOException("this is no kind of address");
        };
    }

    private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }

    private static void write(SocketChannel channel, byte... bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
