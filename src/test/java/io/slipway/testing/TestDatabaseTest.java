package io.slipway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void clonesAMigratedDatabaseForEachCaller() throws Exception {
        TestDatabase one = TestDatabase.migrated();
        TestDatabase other = TestDatabase.migrated();

        execute(one, "INSERT INTO work.site_state VALUES (true, gen_random_uuid(), '0123456789abcdef')");

        assertThat(query(one, "SELECT count(*) FROM work.site_state")).isEqualTo("1");
        assertThat(query(other, "SELECT count(*) FROM work.site_state")).isEqualTo("0");
    }

    @Test
    void givesAnEmptyDatabaseToARoleWithoutMoreRights() throws Exception {
        TestDatabase database = TestDatabase.empty();

        assertThat(query(database, "SELECT count(*) FROM pg_namespace WHERE nspname = 'work'"))
                .isEqualTo("0");
        assertThat(query(database, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("f");
    }

    private static void execute(TestDatabase database, String sql) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(TestDatabase database, String sql) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
