package io.slipway.work;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// A command that reads or writes files of whoever asks, or has bytes for standard output.
public interface FileCommand extends Command {

    /// @return the exit code
    int run(CommandCall call);

    @Override
    default int run(List<String> options, PrintStream out) {
        return run(new CommandCall(options, Path.of("").toAbsolutePath(), out, out));
    }
}
