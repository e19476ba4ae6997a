package io.slipway.work;

import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@Conditional(ExternalDatabase.Absent.class)
class EmbeddedDatabaseConfiguration {

    @Bean
    EmbeddedDatabase embeddedDatabase(DataFolder data) {
        return EmbeddedDatabase.start(data);
    }

    // the pool depends on this and this on the server: so the server stops after the pool is closed
    @Bean
    JdbcConnectionDetails embeddedDatabaseConnection(EmbeddedDatabase database) {
        return database.connection();
    }

    @Bean
    FlywayConnectionDetails embeddedDatabaseOwnerConnection(EmbeddedDatabase database) {
        return database.ownerConnection();
    }
}
