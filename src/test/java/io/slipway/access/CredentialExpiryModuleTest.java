package io.slipway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.TagPatterns;
import io.slipway.testing.OwnDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;

@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES)
@OwnDatabase
@Tag("H10")
class CredentialExpiryModuleTest {

    @Autowired
    CredentialSql sql;

    @Autowired
    Credentials credentials;

    @Autowired
    Users users;

    @Autowired
    JdbcClient jdbc;

    private User ada;

    @BeforeEach
    void make() {
        jdbc.sql("DELETE FROM access.credential_secret").update();
        jdbc.sql("DELETE FROM access.credential").update();
        ada = users.find("ada").orElseGet(() -> users.create(NewUser.person("ada", "a wide and windy harbour")));
    }

    @Test
    void tellsOnceWhatEndsWithinAWeek() {
        long soon = issue("soon", "90 days", "6 days");
        issue("later", "90 days", "8 days");
        issue("short", "10 days", "4 days");
        issue("over", "90 days", "-1 day");
        credentials.setDisabled(ada, issue("disabled", "90 days", "6 days"), true);
        credentials.revoke(ada, issue("revoked", "90 days", "6 days"));

        assertThat(taken()).containsExactly(soon);
        assertThat(taken()).isEmpty();
    }

    @Test
    void tellsAgainInTheNextLifeOfAToken() {
        long soon = issue("soon", "90 days", "6 days");
        assertThat(taken()).containsExactly(soon);

        credentials.rotate(ada, soon, Optional.empty(), new Caller.Person(ada));
        assertThat(taken()).isEmpty();
        end(soon, "90 days", "6 days");
        assertThat(taken()).containsExactly(soon);
    }

    private long issue(String name, String life, String left) {
        CredentialScope scope = new CredentialScope(Set.of(Right.READ), TagPatterns.EVERY, Set.of(), Set.of());
        long id = credentials
                .issue(ada, new NewCredential(name, scope, Optional.of(Duration.ofDays(90))), new Caller.Person(ada))
                .credential()
                .id();
        end(id, life, left);
        return id;
    }

    private void end(long id, String life, String left) {
        jdbc.sql("UPDATE access.credential SET expires_at = now() + CAST(:left AS INTERVAL),"
                        + " created_at = now() + CAST(:left AS INTERVAL) - CAST(:life AS INTERVAL) WHERE id = :id")
                .param("left", left)
                .param("life", life)
                .param("id", id)
                .update();
    }

    private List<Long> taken() {
        return sql.takeEnding(10).stream().map(CredentialSql.Ending::id).toList();
    }
}
