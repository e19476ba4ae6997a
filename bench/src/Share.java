import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much of the machine's processors a program may use, as if it had a smaller machine of its own: a group of
/// processes of
/// Linux, of the first or the second kind. Wants to be root.
final class Share implements AutoCloseable {

    // short, so that no request waits long for the next one
    private static final int PERIOD_MICROS = 20_000;

    private final Path folder;
    private final boolean second;

    Share(Server server) throws IOException {
        second = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
        var groups = Path.of(second ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu");
        folder = Files.createDirectories(groups.resolve("slipway-bench-" + server.pid()));
        Files.writeString(folder.resolve("cgroup.procs"), "" + server.pid());
    }

    void limit(double processors) throws IOException {
        var micros = (int) (processors * PERIOD_MICROS);
        if (second) {
            Files.writeString(folder.resolve("cpu.max"), micros + " " + PERIOD_MICROS);
        } else {
            Files.writeString(folder.resolve("cpu.cfs_period_us"), "" + PERIOD_MICROS);
            Files.writeString(folder.resolve("cpu.cfs_quota_us"), "" + micros);
        }
    }

    void lift() throws IOException {
        Files.writeString(folder.resolve(second ? "cpu.max" : "cpu.cfs_quota_us"), second ? "max" : "-1");
    }

    /// Only once the program has ended.
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder);
    }
}
