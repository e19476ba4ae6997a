package io.slipway.backup;

import io.slipway.backup.Contents.Partition;
import io.slipway.backup.Contents.Sequence;
import io.slipway.backup.Contents.Store;
import io.slipway.backup.Contents.Table;
import io.slipway.backup.SnapshotSql.Site;
import io.slipway.backup.SnapshotSql.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// One moment of the database, for as long as it is open. Nobody waits for it; the server keeps what rows were.
final class Snapshot implements AutoCloseable {

    private final Connection connection;
    private final SnapshotSql sql;
    private final CopyManager copies;

    private Snapshot(Connection connection) throws SQLException {
        this.connection = connection;
        this.sql = new SnapshotSql(connection);
        this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
    }

    static Snapshot of(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        try {
            connection.setAutoCommit(false);
            Snapshot snapshot = new Snapshot(connection);
            snapshot.sql.begin();
            snapshot.sql.holdMonths();
            return snapshot;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    Site site() {
        return sql.site();
    }

    List<Store> stores() {
        return sql.stores();
    }

    List<Partition> partitions() {
        return sql.partitions();
    }

    List<Sequence> sequences() {
        return sql.sequences();
    }

    /// Writes the rows of all tables.
    List<Table> writeTo(ArchiveWriter archive, Progress progress) throws IOException {
        List<Source> sources = sql.tables();
        progress.begin(sources.size());
        Stream.Builder<Table> tables = Stream.builder();
        for (Source source : sources) {
            tables.add(write(source, archive, progress));
        }
        return tables.build().toList();
    }

    /// Writes what a question finds, in the form of `COPY`.
    ///
    /// @return the number of rows
    long copy(String query, OutputStream out) throws IOException {
        try {
            return copies.copyOut("COPY (" + query + ") TO STDOUT", out);
        } catch (SQLException failure) {
            throw new IllegalStateException("The database does not give its rows", failure);
        }
    }

    private Table write(Source source, ArchiveWriter archive, Progress progress) throws IOException {
        String columns = source.columns().stream().map(Names::quoted).collect(Collectors.joining(", "));
        String query = "SELECT " + columns + " FROM " + Names.quoted(source.schema(), source.name());
        long[] rows = {0};
        var file = archive.add("database/" + source.title() + ".copy", out -> {
            rows[0] = copy(query, progress.watch(source.title(), out));
        });
        progress.table(source.title(), rows[0], file.bytes());
        return new Table(source.schema(), source.name(), source.columns(), file, rows[0]);
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
