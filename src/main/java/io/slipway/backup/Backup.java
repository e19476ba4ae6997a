package io.slipway.backup;

import io.slipway.backup.Contents.File;
import io.slipway.backup.Contents.Table;
import io.slipway.backup.SnapshotSql.Site;
import io.slipway.work.DataFolder;
import io.slipway.work.StartFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.stereotype.Component;

/// Writes the database into an archive, beside a server at work.
@Component
class Backup {

    private final Flyway migrations;
    private final DataFolder data;

    Backup(Flyway migrations, DataFolder data) {
        this.migrations = migrations;
        this.data = data;
    }

    /// @param blobs where the names of the blobs go that the same moment knows
    Contents write(OutputStream out, boolean secrets, List<BlobList> blobs, Progress progress) {
        String schema = schema();
        try (Snapshot snapshot = Snapshot.of(migrations.getConfiguration().getDataSource());
                ArchiveWriter archive = new ArchiveWriter(out)) {
            Site site = snapshot.site();
            for (BlobList list : blobs) {
                list.read(snapshot);
            }
            List<Table> tables = snapshot.writeTo(archive, progress);
            Contents contents = new Contents(
                    Contents.FORMAT,
                    product(),
                    schema,
                    site.postgres(),
                    site.moment(),
                    site.instance(),
                    site.masterKey(),
                    snapshot.stores(),
                    tables,
                    snapshot.partitions(),
                    // after the rows: what a sequence gave last is never behind them then
                    snapshot.sequences(),
                    secrets ? secrets(archive) : List.of());
            archive.finish(contents);
            return contents;
        } catch (SQLException failure) {
            throw new StartFailure("The database cannot be read: " + failure.getMessage(), failure);
        } catch (IOException failure) {
            throw new StartFailure("The backup cannot be written: " + failure.getMessage(), failure);
        }
    }

    static String product() {
        return Objects.requireNonNullElse(Backup.class.getPackage().getImplementationVersion(), "development");
    }

    private String schema() {
        var current = migrations.info().current();
        if (current == null || current.getVersion() == null) {
            throw new StartFailure("There is nothing to back up: the database has no tables of Slipway");
        }
        return current.getVersion().getVersion();
    }

    private List<File> secrets(ArchiveWriter archive) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(data.secrets())) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<File> written = new ArrayList<>();
        for (Path file : files) {
            if (!Secrets.isOfThisCluster(file)) {
                written.add(archive.add(Secrets.FOLDER + file.getFileName(), out -> Files.copy(file, out)));
            }
        }
        return written;
    }
}
