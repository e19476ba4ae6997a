package io.slipway.registry;

import io.slipway.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Stands between a program and its database: what it passes on comes late or not at all, or the connection ends when
/// the
/// database has committed and the program does not know yet.
final class DatabaseProxy implements AutoCloseable {

    /// The end of a statement that wrote by itself, or of a transaction: its tag, and that the connection is idle.
    private static final Pattern COMMITTED =
            Pattern.compile("(?s)(COMMIT|INSERT 0 [1-9]\\d*|UPDATE [1-9]\\d*|DELETE [1-9]\\d*)\0.*Z\0\0\0\5I");

    private final TestDatabase database;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger silences = new AtomicInteger();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean cutting;
    private volatile boolean silent;

    private DatabaseProxy(TestDatabase database) throws IOException {
        this.database = database;
        this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    }

    static DatabaseProxy to(TestDatabase database) throws IOException {
        DatabaseProxy proxy = new DatabaseProxy(database);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    /// The database as the program is to reach it.
    TestDatabase reached() {
        String url = database.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + listener.getLocalPort() + "/");
        return new TestDatabase(url, database.username(), database.password());
    }

    /// Each answer of the database comes so much later.
    void delay(Duration time) {
        delay = time;
    }

    /// Until [#heal], whoever commits loses the connection instead of the answer.
    void cutAtCommits() {
        cutting = true;
    }

    /// Until [#heal], connections are taken and nothing goes through. Those of before and of meanwhile stay dead, and
    /// nobody is told: as when a firewall forgot them, or the machine behind them is another one.
    void silence() {
        silent = true;
        silences.incrementAndGet();
    }

    /// @return how many connections were cut since the last call
    int heal() {
        if (silent) {
            silences.incrementAndGet();
            silent = false;
        }
        cutting = false;
        delay = Duration.ZERO;
        return cuts.getAndSet(0);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(DatabaseProxy::end);
    }

    private void accept() {
        URI server = URI.create(database.url().substring("jdbc:".length()));
        try {
            while (true) {
                Socket program = listener.accept();
                int era = silences.get();
                Socket target = new Socket(server.getHost(), server.getPort());
                target.setTcpNoDelay(true);
                program.setTcpNoDelay(true);
                open.add(program);
                open.add(target);
                Thread.ofVirtual().start(() -> pump(program, target, era, false));
                Thread.ofVirtual().start(() -> pump(target, program, era, true));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void pump(Socket from, Socket to, int era, boolean answers) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (silent || era != silences.get()) {
                    // until the program gives up
                    in.transferTo(OutputStream.nullOutputStream());
                    break;
                }
                if (answers && cutting && committed(buffer, n)) {
                    cuts.incrementAndGet();
                    break;
                }
                if (answers) {
                    Thread.sleep(delay);
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException | InterruptedException ended) {
            // and so does the other side
        }
        end(from);
        end(to);
    }

    private static boolean committed(byte[] bytes, int length) {
        return COMMITTED
                .matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1))
                .find();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
