package io.slipway.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// A small volume of its own for a test, where the machine lets the test mount one.
public record Tmpfs(Path folder) implements AutoCloseable {

    public static Tmpfs mount(Path folder, String options) throws Exception {
        String failure = run("mount", "-t", "tmpfs", "-o", options, "none", folder.toString());
        if (!failure.isEmpty()) {
            System.out.println("Skipped, since this machine does not let a test mount a volume: " + failure);
        }
        Assumptions.assumeTrue(failure.isEmpty(), "needs the right to mount a tmpfs");
        return new Tmpfs(folder);
    }

    public void makeReadOnly() throws Exception {
        require(run("mount", "-o", "remount,ro", folder.toString()));
    }

    public void makeWritable() throws Exception {
        require(run("mount", "-o", "remount,rw", folder.toString()));
    }

    @Override
    public void close() throws Exception {
        require(run("umount", folder.toString()));
    }

    private static void require(String failure) throws IOException {
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }

    private static String run(String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            return absent.getMessage();
        }
        String output = new String(process.getInputStream().readAllBytes()).strip();
        return process.waitFor() == 0 ? "" : output + " (" + command[0] + ")";
    }
}
