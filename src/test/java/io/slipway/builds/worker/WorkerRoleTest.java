package io.slipway.builds.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the database lets a remote builder do, whatever the program asks for.
@Tag("F14")
class WorkerRoleTest {

    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT FROM content.repository",
                "SELECT FROM content.manifest",
                "SELECT FROM accounts.app_user",
                "SELECT FROM access.credential",
                "SELECT FROM access.credential_secret",
                "SELECT FROM access.signing_key",
                "SELECT FROM work.outbox",
                "SELECT FROM activity.audit",
                "SELECT FROM builds.delivery",
                "SELECT FROM builds.log",
                "UPDATE builds.build SET repository_id = 1",
                "UPDATE builds.build SET tags = '{latest}'",
                "UPDATE builds.build SET plan = '{}'",
                "UPDATE builds.build SET credential_id = 1",
                "UPDATE builds.trigger SET url = 'x'",
                "UPDATE builds.trigger SET hook_secret = ''",
                "UPDATE builds.secret SET sealed = ''",
                "DELETE FROM builds.build",
                "DELETE FROM builds.log",
                "INSERT INTO builds.rule (trigger_id) VALUES (1)",
                "SELECT accounts.build_agent_of(1)",
                "CREATE TABLE builds.own (id BIGINT)",
            })
    void isRefused(String statement) {
        assertThatThrownBy(() -> run(statement))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM builds.build FOR UPDATE SKIP LOCKED",
                "UPDATE builds.build SET state = 'CLONING', lease_until = now() WHERE id = 1",
                "UPDATE builds.build SET cloned_at = now(), built_at = now(), tested_at = NULL WHERE id = 1",
                "UPDATE builds.trigger SET failures = 0, paused_at = NULL WHERE id = 1",
                "SELECT * FROM builds.secret",
                "SELECT builds.repository_of(1)",
                "SELECT builds.admit(1, 1, '', '', INTERVAL '1 h')",
                "SELECT builds.dismiss()",
            })
    void isAllowed(String statement) throws SQLException {
        run(statement);
    }

    private static void run(String statement) throws SQLException {
        try (Connection connection = DATABASE.connectAsBuilder();
                Statement asked = connection.createStatement()) {
            asked.execute(statement);
        }
    }
}
