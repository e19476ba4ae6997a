package io.slipway.backup;

import io.slipway.backup.Contents.Partition;
import io.slipway.backup.Contents.Table;
import io.slipway.backup.RestoreSql.ForeignKey;
import io.slipway.content.StoreAge;
import io.slipway.work.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Puts the rows of an archive into tables that migrations made, in one transaction. Foreign keys are taken off for it
/// and put on again over all rows: no order of tables is needed then, nor more rights than those of an owner.
final class Load {

    private final Archive archive;
    private final Progress progress;

    Load(Archive archive, Progress progress) {
        this.archive = archive;
        this.progress = progress;
    }

    /// All or nothing.
    void into(Connection connection) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try {
            RestoreSql sql = new RestoreSql(connection);
            new SnapshotSql(connection).settle();
            load(connection, sql);
            StoreAge.doubt(connection);
            sql.markFinished();
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private void load(Connection connection, RestoreSql sql) throws SQLException, IOException {
        Contents contents = archive.contents();
        List<ForeignKey> keys = sql.foreignKeys();
        keys.forEach(sql::drop);
        contents.partitions().forEach(partition -> add(partition, sql));
        List<String> tables = contents.tables().stream()
                .map(it -> Names.quoted(it.schema(), it.name()))
                .toList();
        tables.forEach(sql::letTriggersRest);
        tables.forEach(sql::empty);
        progress.begin(tables.size());
        CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
        for (Table table : contents.tables()) {
            copy(table, copies);
        }
        tables.forEach(sql::wakeTriggers);
        progress.say("Foreign keys …");
        keys.forEach(sql::add);
        contents.sequences().forEach(sql::set);
    }

    private static void add(Partition partition, RestoreSql sql) {
        if (sql.add(partition)) {
            sql.statementTriggers(partition).forEach(sql::run);
        }
    }

    private void copy(Table table, CopyManager copies) throws SQLException, IOException {
        String columns = table.columns().stream().map(Names::quoted).collect(Collectors.joining(", "));
        long rows;
        try (InputStream in = progress.watch(table.title(), archive.open(table.file()))) {
            rows = copies.copyIn(
                    "COPY " + Names.quoted(table.schema(), table.name()) + " (" + columns + ") FROM STDIN", in);
        }
        if (rows != table.rows()) {
            throw new StartFailure(
                    "The table " + table.title() + " got " + rows + " rows, but the backup has " + table.rows());
        }
        progress.table(table.title(), rows, table.file().bytes());
    }
}
