package io.slipway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.testing.OwnDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;

@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES)
@OwnDatabase
@Tag("H10")
class RefreshTokensModuleTest {

    @Autowired
    RefreshTokens tokens;

    @Autowired
    Users users;

    @Autowired
    JdbcClient jdbc;

    @Test
    void forgetsThoseThatExpired() {
        User ada = users.create(NewUser.person("ada", "a wide and windy harbour"));
        String expired = tokens.issue(ada, "docker");
        jdbc.sql("UPDATE access.refresh_token SET expires_at = now() - INTERVAL '1 second'")
                .update();
        String used = tokens.issue(ada, "docker");

        tokens.forgetExpired();

        assertThat(tokens.redeem(expired)).isEmpty();
        assertThat(tokens.redeem(used)).isPresent();
        assertThat(jdbc.sql("SELECT count(*) FROM access.refresh_token")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }
}
