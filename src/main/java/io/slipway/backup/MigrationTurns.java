package io.slipway.backup;

import io.slipway.work.CommandLine;
import io.slipway.work.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// When migrations run: backups take tables as they are, and a restore makes them as they were. Nobody works with half
/// a database, but for the restore that begins anew.
@Configuration(proxyBeanMethods = false)
class MigrationTurns {

    @Bean
    FlywayMigrationStrategy migrateForServers(Environment environment) {
        boolean waits = CommandLine.isCommand(environment, CommandLine.BACKUP)
                || CommandLine.isCommand(environment, CommandLine.RESTORE);
        return migrations -> {
            if (!waits) {
                migrations.migrate();
            }
        };
    }

    @Bean
    FlywayConfigurationCustomizer unfinishedRestoreCheck(Environment environment) {
        return configuration -> {
            if (!CommandLine.isCommand(environment, CommandLine.RESTORE)) {
                refuseUnfinished(configuration.getDataSource());
            }
        };
    }

    private static void refuseUnfinished(DataSource database) {
        try (Connection connection = database.getConnection()) {
            if (new RestoreSql(connection).isUnfinished()) {
                throw new StartFailure("A restore into this database did not come to its end: run it again");
            }
        } catch (SQLException failure) {
            throw new StartFailure("The database cannot be reached: " + failure.getMessage(), failure);
        }
    }
}
