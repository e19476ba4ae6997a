package io.slipway.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/// A print stream keeps its failures to itself: this one throws them.
final class CheckedOutput extends FilterOutputStream {

    private final PrintStream text;

    CheckedOutput(PrintStream text) {
        super(text);
        this.text = text;
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
        text.write(some, offset, length);
        if (text.checkError()) {
            throw new IOException("nobody reads the output any more");
        }
    }

    /// What it writes to stays open.
    @Override
    public void close() throws IOException {
        flush();
    }
}
