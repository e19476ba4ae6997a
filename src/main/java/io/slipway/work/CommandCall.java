package io.slipway.work;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// What somebody asked for on a command line, and where the answer goes.
///
/// @param options  what was asked for, settings left out
/// @param folder   where relative paths begin: a server that does the work may have another one than who asks
/// @param out      standard output, of text or of a file's bytes
/// @param progress standard error: how far it is, and why it cannot go on
public record CommandCall(List<String> options, Path folder, PrintStream out, PrintStream progress) {

    public CommandCall {
        options = List.copyOf(options);
    }

    /// What a path on the command line means.
    public Path path(String text) {
        return folder.resolve(text).normalize();
    }
}
