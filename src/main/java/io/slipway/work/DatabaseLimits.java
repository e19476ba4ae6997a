package io.slipway.work;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/// Nobody waits for the database without end: docs/adr/0029. Migrations, backups and restores have connections of their
/// own, and take as long as they take.
@Configuration(proxyBeanMethods = false)
class DatabaseLimits {

    /// Transactions wait for nobody but the database: one that rests belongs to a program that stands still, and others
    /// wait for its locks.
    private static final Duration IDLE = Duration.ofMinutes(1);

    @Bean
    static BeanPostProcessor limitsOfConnections(ObjectProvider<DatabaseSettings> settings) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    limit(pool, settings.getObject());
                }
                return bean;
            }
        };
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    FlywayConfigurationCustomizer migrationsTakeTheirTime() {
        return configuration -> {
            if (configuration.getDataSource() instanceof HikariDataSource pool) {
                configuration.dataSource(unlimited(pool));
            }
        };
    }

    /// The server gives up first, so that it does not go on with what nobody waits for; a server that says nothing is
    /// given up a little later.
    private static void limit(HikariDataSource pool, DatabaseSettings settings) {
        String limits = "SET statement_timeout = " + settings.timeout().toMillis()
                + "; SET idle_in_transaction_session_timeout = " + IDLE.toMillis();
        pool.setConnectionInitSql(Optional.ofNullable(pool.getConnectionInitSql())
                .map(own -> own + "; " + limits)
                .orElse(limits));
        pool.getDataSourceProperties()
                .putIfAbsent(
                        PGProperty.SOCKET_TIMEOUT.getName(),
                        String.valueOf(settings.silence().toSeconds()));
    }

    private static DataSource unlimited(HikariDataSource pool) {
        Properties properties = new Properties();
        properties.putAll(pool.getDataSourceProperties());
        properties.remove(PGProperty.SOCKET_TIMEOUT.getName());
        var single = new SimpleDriverDataSource(new Driver(), pool.getJdbcUrl());
        single.setUsername(pool.getUsername());
        single.setPassword(pool.getPassword());
        single.setConnectionProperties(properties);
        return single;
    }
}
