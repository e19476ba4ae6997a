package io.slipway.work;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Tables belong to the role of the migrations; the program may have a lesser one, to which they grant what it needs.
@Configuration(proxyBeanMethods = false)
class DatabaseRoles {

    @Bean
    FlywayConfigurationCustomizer roleOfTheProgram(DataSource database) {
        return configuration -> configuration.placeholders(Map.of("program", role(database)));
    }

    private static String role(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT current_user")) {
            result.next();
            return result.getString(1);
        } catch (SQLException failure) {
            throw new StartFailure("The database cannot be reached: " + failure.getMessage(), failure);
        }
    }
}
