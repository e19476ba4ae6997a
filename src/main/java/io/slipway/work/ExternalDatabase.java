package io.slipway.work;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/// A PostgreSQL that somebody else runs, used when `spring.datasource.url` names it.
@Configuration(proxyBeanMethods = false)
class ExternalDatabase {

    private static final int OLDEST_VERSION = 15;

    // an empty environment variable is set, but names nothing
    static boolean isConfigured(Environment environment) {
        return StringUtils.hasText(environment.getProperty("spring.datasource.url"));
    }

    /// Looks at the server before Flyway touches it.
    @Bean
    FlywayConfigurationCustomizer databaseVersionCheck() {
        return configuration -> requireSupportedVersion(configuration.getDataSource());
    }

    private static void requireSupportedVersion(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW server_version_num")) {
            result.next();
            int version = result.getInt(1) / 10_000;
            if (version < OLDEST_VERSION) {
                throw new StartFailure("The database server is PostgreSQL " + version + ", but Slipway needs "
                        + OLDEST_VERSION + " or newer");
            }
        } catch (SQLException failure) {
            throw new StartFailure("The database cannot be reached: " + failure.getMessage(), failure);
        }
    }

    static class Absent implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !isConfigured(context.getEnvironment());
        }
    }
}
