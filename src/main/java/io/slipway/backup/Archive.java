package io.slipway.backup;

import io.slipway.backup.Contents.File;
import io.slipway.backup.Contents.Table;
import io.slipway.work.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A file that `backup` wrote. Every failure is a sentence about that file.
final class Archive implements AutoCloseable {

    private final Path path;
    private final ZipFile zip;
    private final Contents contents;

    private Archive(Path path, ZipFile zip, Contents contents) {
        this.path = path;
        this.zip = zip;
        this.contents = contents;
    }

    static Archive open(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new StartFailure("There is no file " + path);
        }
        try {
            ZipFile zip = new ZipFile(path.toFile());
            try {
                return new Archive(path, zip, contents(path, zip));
            } catch (IOException | RuntimeException failure) {
                zip.close();
                throw failure;
            }
        } catch (ZipException notZip) {
            throw new StartFailure(path + " is no backup of Slipway, or was cut short: " + notZip.getMessage(), notZip);
        } catch (IOException failure) {
            throw new StartFailure(path + " cannot be read: " + failure, failure);
        }
    }

    Contents contents() {
        return contents;
    }

    /// Reads every byte, and compares it with what was written.
    void verify() {
        for (File file : Stream.concat(contents.tables().stream().map(Table::file), contents.secrets().stream())
                .toList()) {
            try (DigestInputStream in = new DigestInputStream(open(file), Sums.sha256())) {
                long bytes = in.transferTo(OutputStream.nullOutputStream());
                if (bytes != file.bytes() || !Sums.text(in.getMessageDigest()).equals(file.sha256())) {
                    throw damaged(file.path(), "its bytes are not those that were written");
                }
            } catch (IOException failure) {
                throw damaged(file.path(), String.valueOf(failure.getMessage()));
            }
        }
    }

    InputStream open(File file) throws IOException {
        ZipEntry entry = zip.getEntry(file.path());
        if (entry == null) {
            throw damaged(file.path(), "it is not there");
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private StartFailure damaged(String file, String reason) {
        return new StartFailure(path + " is damaged at " + file + ": " + reason);
    }

    private static Contents contents(Path path, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(ArchiveWriter.CONTENTS);
        if (entry == null) {
            throw new StartFailure(path + " is no backup of Slipway: it has no " + ArchiveWriter.CONTENTS);
        }
        JsonMapper json = JsonMapper.builder().build();
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] text = in.readAllBytes();
            int format = json.readTree(text).path("format").asInt(0);
            if (format != Contents.FORMAT) {
                throw new StartFailure(path + " was written by a newer Slipway: its format is " + format
                        + ", and this one reads " + Contents.FORMAT);
            }
            return json.readValue(text, Contents.class);
        } catch (JacksonException | ZipException damaged) {
            throw new StartFailure(path + " is damaged at " + ArchiveWriter.CONTENTS, damaged);
        }
    }
}
