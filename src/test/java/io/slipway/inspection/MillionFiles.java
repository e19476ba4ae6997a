package io.slipway.inspection;

import static io.slipway.inspection.TarBuilder.tar;

import java.io.IOException;
import java.io.InputStream;

/// Reads a million files with long names, each in a directory of its own: for a process with little memory.
final class MillionFiles {

    private MillionFiles() {}

    public static void main(String[] arguments) throws IOException {
        try {
            LayerReader.read(new Names(), LayerLimits.DEFAULT, () -> false, _ -> {});
        } catch (LayerFailedException e) {
            System.out.println(e.failure());
        }
    }

    private static final class Names extends InputStream {

        private byte[] part = new byte[0];
        private int place;
        private int number;

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (place == part.length) {
                part = tar().file("d" + number++ + "/" + "f".repeat(90), "").unfinished();
                place = 0;
            }
            int read = number > 1_000_000 ? -1 : Math.min(length, part.length - place);
            System.arraycopy(part, place, bytes, offset, Math.max(0, read));
            place += Math.max(0, read);
            return read;
        }
    }
}
