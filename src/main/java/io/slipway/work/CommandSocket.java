package io.slipway.work;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Runs commands here that were asked for in another process of the same owner: through a socket in the data folder,
/// one at a time.
@Component
class CommandSocket implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(CommandSocket.class);

    private static final String FOLDER = "run";
    private static final String FILE = "command.sock";
    private static final int MAX_OPTIONS = 100;

    /// Instead of the length of a piece: the exit code follows.
    private static final int END = -1;

    /// Before the length of a piece: where it goes.
    private static final byte OUT = 1;
    private static final byte PROGRESS = 2;

    private final DataFolder data;
    private final ObjectProvider<Command> commands;
    private volatile @Nullable ServerSocketChannel server;

    CommandSocket(DataFolder data, ObjectProvider<Command> commands) {
        this.data = data;
        this.commands = commands;
    }

    /// Asks the server that has the data folder.
    ///
    /// @return the exit code; empty where there is no server
    static Optional<Integer> ask(Path data, String name, CommandCall call) {
        try (SocketChannel channel = SocketChannel.open(address(data))) {
            var request = new DataOutputStream(Channels.newOutputStream(channel));
            request.writeInt(call.options().size());
            request.writeUTF(name);
            request.writeUTF(call.folder().toString());
            for (String option : call.options()) {
                request.writeUTF(option);
            }
            return Optional.of(answer(new DataInputStream(Channels.newInputStream(channel)), call));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static int answer(DataInputStream answer, CommandCall call) {
        try {
            for (int length = answer.readInt(); length != END; length = answer.readInt()) {
                PrintStream place = answer.readByte() == OUT ? call.out() : call.progress();
                place.write(answer.readNBytes(length));
                if (place.checkError()) {
                    throw new StartFailure("Nobody takes the output: the disk may be full");
                }
            }
            return answer.readInt();
        } catch (IOException gone) {
            throw new StartFailure("The server ended before it had answered", gone);
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        try {
            Files.deleteIfExists(data.folder(FOLDER).resolve(FILE));
            ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server = opened;
            opened.bind(address(data.path()));
            // commands may compute for long: docs/adr/0011
            Thread.ofPlatform().daemon().name("commands").start(() -> serve(opened));
        } catch (IOException | UnsupportedOperationException failure) {
            LOG.warn("commands have to wait until this server is stopped: {}", failure.getMessage());
        }
    }

    @Override
    public void destroy() throws IOException {
        ServerSocketChannel opened = server;
        if (opened != null) {
            opened.close();
            Files.deleteIfExists(data.path().resolve(FOLDER).resolve(FILE));
        }
    }

    private static UnixDomainSocketAddress address(Path data) {
        return UnixDomainSocketAddress.of(data.resolve(FOLDER).resolve(FILE));
    }

    private void serve(ServerSocketChannel opened) {
        while (opened.isOpen()) {
            try (SocketChannel client = opened.accept()) {
                answer(client);
            } catch (ClosedChannelException stopped) {
                return;
            } catch (IOException gone) {
                LOG.debug("who asked for a command did not wait for its end", gone);
            }
        }
    }

    private void answer(SocketChannel client) throws IOException {
        var request = new DataInputStream(Channels.newInputStream(client));
        int count = Math.min(request.readInt(), MAX_OPTIONS);
        String name = request.readUTF();
        Path folder = Path.of(request.readUTF());
        List<String> options = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            options.add(request.readUTF());
        }
        var answer = new DataOutputStream(Channels.newOutputStream(client));
        var out = new PrintStream(new Pieces(answer, OUT), true, StandardCharsets.UTF_8);
        var progress = new PrintStream(new Pieces(answer, PROGRESS), true, StandardCharsets.UTF_8);
        int code = CommandLine.run(commands.stream().toList(), name, new CommandCall(options, folder, out, progress));
        out.flush();
        progress.flush();
        answer.writeInt(END);
        answer.writeInt(code);
        answer.flush();
    }

    private static final class Pieces extends OutputStream {

        private final DataOutputStream answer;
        private final byte place;

        Pieces(DataOutputStream answer, byte place) {
            this.answer = answer;
            this.place = place;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            answer.writeInt(length);
            answer.writeByte(place);
            answer.write(bytes, offset, length);
        }
    }
}
