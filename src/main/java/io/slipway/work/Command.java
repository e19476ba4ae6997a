package io.slipway.work;

import java.io.PrintStream;
import java.util.List;

/// What the jar does instead of serving, by its first argument. `fsck` is the class `FsckCommand`.
public interface Command {

    /// The argument that asks for it.
    String name();

    /// @param options what else was asked for, settings left out: `--repair`
    /// @return the exit code
    int run(List<String> options, PrintStream out);
}
