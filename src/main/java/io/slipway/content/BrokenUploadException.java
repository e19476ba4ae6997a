package io.slipway.content;

import java.io.IOException;
import java.io.UncheckedIOException;

/// The client went away before its body ended; what arrived is kept.
public class BrokenUploadException extends UncheckedIOException {

    BrokenUploadException(IOException cause) {
        super("the connection broke during an upload", cause);
    }
}
