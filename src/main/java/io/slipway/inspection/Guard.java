package io.slipway.inspection;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/// Around all that a library does with a layer: whatever it throws is the layer's fault, unless a limit was met or the
/// storage failed.
class Guard {

    private final SourceStream source;
    private @Nullable MeteredStream meter;

    Guard(SourceStream source) {
        this.source = source;
    }

    void watch(MeteredStream limited) {
        meter = limited;
    }

    interface Work<T> {
        T run() throws IOException;
    }

    <T> T call(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (LayerFailedException | InterruptedIOException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            source.check();
            if (meter != null) {
                meter.check();
            }
            throw new LayerFailedException(
                    Decompression.needsTooMuchMemory(e) ? LayerFailure.TOO_MUCH_MEMORY : LayerFailure.INVALID, e);
        }
    }
}
