package io.slipway.backup;

import io.slipway.work.StartFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Fills an empty database from an archive: tables as they were then, their rows, and what migrations did since.
@Component
class Restore {

    private static final Logger LOG = LoggerFactory.getLogger(Restore.class);

    private static final int NAMED = 3;

    private final Flyway migrations;

    Restore(Flyway migrations) {
        this.migrations = migrations;
    }

    /// Refuses what this program cannot read; nothing is touched.
    void requireKnown(Contents contents) {
        MigrationVersion wanted = MigrationVersion.fromVersion(contents.schema());
        boolean known = Arrays.stream(migrations.info().all())
                .map(MigrationInfo::getVersion)
                .anyMatch(wanted::equals);
        if (!known) {
            throw new StartFailure("The backup is of a newer Slipway: its tables are at version " + contents.schema()
                    + " (Slipway " + contents.product() + "), which this one, " + Backup.product() + ", does not know");
        }
    }

    /// Refuses a database with tables; clears what a restore left that did not come to its end.
    void requireEmpty(Contents contents) {
        try (Connection connection = connect()) {
            RestoreSql sql = new RestoreSql(connection);
            if (sql.isUnfinished()) {
                contents.schemas().forEach(sql::drop);
            }
            List<String> tables = sql.tables();
            if (!tables.isEmpty()) {
                throw new StartFailure("The database is not empty: it has " + tables.size() + " tables, such as "
                        + String.join(", ", tables.subList(0, Math.min(NAMED, tables.size())))
                        + ". A restore needs a new one, or a new data folder");
            }
        } catch (SQLException failure) {
            throw unusable(failure);
        }
    }

    /// Leaves an empty database when it fails.
    void run(Archive archive, Progress progress) {
        try {
            try (Connection connection = connect()) {
                new RestoreSql(connection).markUnfinished();
            }
            progress.say("Tables of version " + archive.contents().schema() + " …");
            migrateTo(archive.contents().schema());
            try (Connection connection = connect()) {
                new Load(archive, progress).into(connection);
            }
        } catch (SQLException failure) {
            clear(archive.contents());
            throw unusable(failure);
        } catch (IOException failure) {
            clear(archive.contents());
            throw new StartFailure("The backup cannot be read: " + failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            clear(archive.contents());
            throw failure;
        }
    }

    /// As each start of a server does.
    void migrate() {
        migrations.migrate();
        try (Connection connection = connect()) {
            new RestoreSql(connection).analyse();
        } catch (SQLException failure) {
            throw unusable(failure);
        }
    }

    /// Without what follows all migrations: it may speak of tables that come later.
    private void migrateTo(String version) {
        Flyway.configure()
                .configuration(migrations.getConfiguration())
                .target(version)
                .skipDefaultCallbacks(true)
                .load()
                .migrate();
    }

    private void clear(Contents contents) {
        try (Connection connection = connect()) {
            RestoreSql sql = new RestoreSql(connection);
            contents.schemas().forEach(sql::drop);
        } catch (SQLException | RuntimeException failure) {
            LOG.warn("what a failed restore left could not be removed, the next one does: {}", failure.toString());
        }
    }

    private Connection connect() throws SQLException {
        return migrations.getConfiguration().getDataSource().getConnection();
    }

    private static StartFailure unusable(SQLException failure) {
        return new StartFailure("The database does not take the backup: " + failure.getMessage(), failure);
    }
}
