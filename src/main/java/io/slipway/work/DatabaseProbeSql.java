package io.slipway.work;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class DatabaseProbeSql implements Probe {

    private final JdbcClient jdbc;

    DatabaseProbeSql(DataSource database) {
        this.jdbc = JdbcClient.create(new ImpatientDatabase(database));
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public void check() {
        jdbc.sql("SELECT 1").query(Integer.class).single();
    }
}
