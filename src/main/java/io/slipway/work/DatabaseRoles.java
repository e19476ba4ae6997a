package io.slipway.work;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// Tables belong to the role of the migrations; the program may have a lesser one, to which they grant what it needs,
/// and remote builders one that sees nothing but builds.
@Configuration(proxyBeanMethods = false)
class DatabaseRoles {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRoles.class);

    private static final String BUILDERS = "slipway.builds.database-role";

    @Bean
    FlywayConfigurationCustomizer rolesOfThePrograms(DataSource database, Environment environment) {
        return configuration -> configuration.placeholders(Map.of(
                "program", role(database), "builders", existing(environment.getProperty(BUILDERS, ""), database)));
    }

    private static String existing(String builders, DataSource database) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT FROM pg_roles WHERE rolname = ?")) {
            statement.setString(1, builders);
            try (ResultSet result = statement.executeQuery()) {
                if (builders.isEmpty() || result.next()) {
                    return builders;
                }
                LOG.warn(
                        "{} names the role {}, which the database does not have: create it and start anew, so that"
                                + " it is granted what remote builders need",
                        BUILDERS,
                        builders);
                return "";
            }
        } catch (SQLException failure) {
            throw unreachable(failure);
        }
    }

    private static String role(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT current_user")) {
            result.next();
            return result.getString(1);
        } catch (SQLException failure) {
            throw unreachable(failure);
        }
    }

    private static StartFailure unreachable(SQLException failure) {
        return new StartFailure("The database cannot be reached: " + failure.getMessage(), failure);
    }
}
