package io.slipway.backup;

import io.slipway.backup.Contents.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/// Writes an archive from its first byte to its last, without going back: a ZIP file, which others can look into too.
final class ArchiveWriter implements AutoCloseable {

    static final String CONTENTS = "contents.json";

    private final ZipOutputStream zip;
    private boolean whole;

    ArchiveWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out);
        // a server at work has better things to do
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /// Writes the bytes of one file.
    interface Body {

        void writeTo(OutputStream out) throws IOException;
    }

    File add(String path, Body body) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        Counted counted = new Counted(zip);
        DigestOutputStream summed = new DigestOutputStream(counted, Sums.sha256());
        body.writeTo(summed);
        zip.closeEntry();
        return new File(path, counted.bytes, Sums.text(summed.getMessageDigest()));
    }

    /// The last file; an archive without it was cut short.
    void finish(Contents contents) throws IOException {
        zip.putNextEntry(new ZipEntry(CONTENTS));
        zip.write(JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(contents));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        whole = true;
    }

    /// Without [#finish] the bytes are no archive.
    @Override
    public void close() throws IOException {
        if (whole) {
            zip.close();
        }
    }

    /// Leaves what it writes to open.
    private static final class Counted extends FilterOutputStream {

        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int offset, int length) throws IOException {
            out.write(some, offset, length);
            bytes += length;
        }
    }
}
