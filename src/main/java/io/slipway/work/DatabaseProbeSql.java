package io.slipway.work;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class DatabaseProbeSql implements Probe {

    private final JdbcClient jdbc;

    DatabaseProbeSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
