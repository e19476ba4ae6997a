package io.slipway.builds.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// OpenSSH on loopback, with a key that it lets in as whoever runs this.
final class SshServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port;
    private final Process process;

    /// @param folder to write into
    SshServer(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            this.port = free.getLocalPort();
        }
        for (String key : List.of("host", "user")) {
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path(key));
        }
        Files.createDirectories(Path.of("/run/sshd"));
        Files.writeString(folder.resolve("config"), """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s
                StrictModes no
                PasswordAuthentication no
                UsePAM no
                PermitRootLogin yes
                PidFile none
                """.formatted(port, path("host"), path("user.pub")));
        this.process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", path("config"))
                .redirectErrorStream(true)
                .start();
        // it says when it listens
        process.inputReader().readLine();
    }

    static boolean isPossible() {
        return Files.isExecutable(PROGRAM) && Sandbox.isRoot();
    }

    String url(Path bare) {
        return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + bare;
    }

    String privateKey() throws IOException {
        return Files.readString(folder.resolve("user"));
    }

    /// A line of known_hosts.
    String hostKey() throws IOException {
        return "[127.0.0.1]:" + port + " "
                + Files.readString(folder.resolve("host.pub")).strip();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command[0] + " fails");
        }
    }
}
