package io.slipway.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// With the role that owns the table, which a program without a role of its own has, and with the program's.
@Tag("H14")
class AuditGuardModuleTest {

    private static final String INSERT =
            "INSERT INTO activity.audit (at, action, result, target) VALUES (%s, 'user.create', 'OK', 'ada')";

    @SuppressWarnings("unused") // by the tests of the same values
    private static final List<String> CHANGES = List.of(
            "UPDATE activity.audit SET target = 'eve'",
            "UPDATE activity.audit SET at = at - interval '3 years'",
            "UPDATE activity.audit_other SET target = 'eve'",
            "UPDATE activity.audit_MONTH SET target = 'eve'",
            "DELETE FROM activity.audit",
            "DELETE FROM activity.audit_other",
            "DELETE FROM activity.audit_MONTH",
            "TRUNCATE activity.audit",
            "TRUNCATE activity.audit CASCADE",
            "TRUNCATE activity.audit_other",
            "TRUNCATE activity.audit_MONTH",
            "INSERT INTO activity.audit (id, at, action, result) OVERRIDING SYSTEM VALUE SELECT id, at, 'x.y',"
                    + " 'OK' FROM activity.audit ON CONFLICT (at, id) DO UPDATE SET target = ''",
            "MERGE INTO activity.audit a USING (SELECT 1) b ON TRUE WHEN MATCHED THEN DELETE");

    private final TestDatabase database = TestDatabase.migrated();
    private final Connection connection = connect();

    private Connection connect() {
        try {
            return database.connect();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void fill() throws SQLException {
        query("SELECT * FROM activity.make_audit_months(2)");
        execute(INSERT.formatted("now()"));
        execute(INSERT.formatted("now() - interval '5 years'"));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @FieldSource("CHANGES")
    void refusesEveryChangeOfARow(String change) throws SQLException {
        List<String> before = query("SELECT a::text FROM activity.audit a ORDER BY id");

        assertThatThrownBy(() -> execute(change.replace("MONTH", month(0))))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("never changed");
        assertThat(query("SELECT a::text FROM activity.audit a ORDER BY id"))
                .hasSize(2)
                .isEqualTo(before);
    }

    @ParameterizedTest
    @FieldSource("CHANGES")
    void givesTheProgramNoRightToChangeARow(String change) throws SQLException {
        try (Connection program = database.connectAsProgram();
                Statement statement = program.createStatement()) {
            assertThatThrownBy(() -> statement.execute(change.replace("MONTH", month(0))))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE activity.audit",
                "DROP TRIGGER audit_unchanged ON activity.audit",
                "ALTER TABLE activity.audit DISABLE TRIGGER ALL",
                "CREATE OR REPLACE FUNCTION activity.refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
                "CREATE TABLE activity.other (id BIGINT)",
                "CREATE TABLE content.other (id BIGINT)",
                "DROP TABLE content.tag",
                "TRUNCATE content.tag",
                "UPDATE work.flyway_schema_history SET success = FALSE",
                "SET ROLE slipway",
            })
    void givesTheProgramNoRightToChangeTables(String change) throws SQLException {
        try (Connection program = database.connectAsProgram();
                Statement statement = program.createStatement()) {
            assertThatThrownBy(() -> statement.execute(change))
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(must be owner|permission denied).*");
        }
    }

    @Test
    void letsTheProgramWriteReadAndMakeMonths() throws SQLException {
        try (Connection program = database.connectAsProgram();
                Statement statement = program.createStatement()) {
            statement.execute(INSERT.formatted("now()"));
            statement.execute("SELECT activity.make_audit_months(5), activity.drop_audit_months(interval '365 days')");
        }
        assertThat(query("SELECT target FROM activity.audit")).hasSize(3);
        assertThat(partitions()).contains("audit_" + month(5));
    }

    @Test
    void makesMonthsAheadOnce() throws SQLException {
        assertThat(partitions()).contains("audit_" + month(0), "audit_" + month(1), "audit_" + month(2));
        assertThat(query("SELECT * FROM activity.make_audit_months(3)")).containsExactly("audit_" + month(3));
        assertThat(query("SELECT tableoid::regclass::text FROM activity.audit ORDER BY at"))
                .containsExactly("activity.audit_other", "activity.audit_" + month(0));
    }

    @Test
    void leavesRowsThatCameTooEarlyInTheDefaultPartition() throws SQLException {
        execute(INSERT.formatted("date_trunc('month', now()) + interval '3 months 2 days'"));
        assertThat(query("SELECT * FROM activity.make_audit_months(4)")).containsExactly("audit_" + month(4));
    }

    @Test
    void dropsOnlyMonthsThatEndedLongEnoughAgo() throws SQLException {
        execute("CREATE TABLE activity.audit_2020_01 PARTITION OF activity.audit"
                + " FOR VALUES FROM ('2020-01-01T00:00Z') TO ('2020-02-01T00:00Z')");
        execute(INSERT.formatted("'2020-01-15T00:00Z'"));

        assertThat(query("SELECT * FROM activity.drop_audit_months(now() - '2020-01-31T23:00Z')"))
                .isEmpty();
        assertThat(query("SELECT * FROM activity.drop_audit_months(interval '365 days')"))
                .containsExactly("audit_2020_01");
        // even a wrong setting spares what is not over
        query("SELECT * FROM activity.drop_audit_months(interval '-10 years')");
        assertThat(partitions()).contains("audit_" + month(0), "audit_" + month(1));
    }

    private List<String> partitions() throws SQLException {
        return query("SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                + " WHERE i.inhparent = 'activity.audit'::regclass");
    }

    private static String month(int ahead) {
        return LocalDate.now(ZoneOffset.UTC).plusMonths(ahead).format(DateTimeFormatter.ofPattern("yyyy_MM"));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
