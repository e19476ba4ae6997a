package io.slipway.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/// A database of its own on the one server of the test run. Its role owns it, but is no superuser.
public record TestDatabase(String url, String username, String password) {

    /// A role that owns nothing, as the program has it; its password is its name.
    public static final String PROGRAM = "slipway_program";

    /// The role of a remote builder; its password is its name.
    public static final String BUILDER = "slipway_builder";

    private static final String ROLE = "slipway";
    private static final String TEMPLATE = "slipway_template";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /// With all tables, and no rows.
    public static TestDatabase migrated() {
        return create("TEMPLATE " + Migrated.TEMPLATE_NAME);
    }

    /// With nothing in it.
    public static TestDatabase empty() {
        return create("");
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }

    public Connection connectAsProgram() throws SQLException {
        return DriverManager.getConnection(url, PROGRAM, PROGRAM);
    }

    public Connection connectAsBuilder() throws SQLException {
        return DriverManager.getConnection(url, BUILDER, BUILDER);
    }

    private static TestDatabase create(String options) {
        return create("test_" + NUMBERS.incrementAndGet(), options);
    }

    private static TestDatabase create(String name, String options) {
        TestServer server = Running.SERVER;
        execute(server, "CREATE DATABASE " + name + " OWNER " + ROLE + " " + options);
        return new TestDatabase(server.url(name), ROLE, ROLE);
    }

    private static void execute(TestServer server, String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("The test database refuses: " + sql, failure);
        }
    }

    private static final class Running {

        static final TestServer SERVER = start();

        private static TestServer start() {
            TestServer server = TestServer.start();
            execute(server, "CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + ROLE + "'");
            execute(server, "CREATE ROLE " + PROGRAM + " LOGIN PASSWORD '" + PROGRAM + "'");
            execute(server, "CREATE ROLE " + BUILDER + " LOGIN PASSWORD '" + BUILDER + "'");
            return server;
        }
    }

    private static final class Migrated {

        static final String TEMPLATE_NAME = migrate();

        private static String migrate() {
            TestDatabase template = create(TEMPLATE, "");
            Flyway.configure()
                    .dataSource(template.url(), template.username(), template.password())
                    .defaultSchema("work")
                    .placeholders(Map.of("program", PROGRAM, "builders", BUILDER))
                    .load()
                    .migrate();
            return TEMPLATE;
        }
    }
}
