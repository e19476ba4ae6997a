package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.testing.OwnDatabase;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.modulith.test.ApplicationModuleTest;

@ApplicationModuleTest
@OwnDatabase
class SiteStateModuleTest {

    @Autowired
    SiteState siteState;

    @Autowired
    SiteStateSql sql;

    @Autowired
    MasterKey masterKey;

    @Autowired
    JdbcClient jdbc;

    @Test
    void remembersWhichInstanceAndKeyTheDatabaseBelongsTo() {
        UUID stored = jdbc.sql("SELECT instance_id FROM work.site_state")
                .query(UUID.class)
                .single();

        assertThat(siteState.instanceId()).isEqualTo(stored);
        assertThat(new SiteState(sql, masterKey).instanceId()).isEqualTo(stored);
    }

    @Test
    void refusesAnotherMasterKey(@TempDir Path folder) throws Exception {
        String other = Base64.getEncoder().encodeToString(new byte[32]);
        try (DataFolder data = new DataFolder(new SlipwaySettings(folder, Optional.empty(), List.of(), List.of()))) {
            MasterKey otherKey = new MasterKey(new SecretSettings(Optional.of(other)), data, new MockEnvironment());

            assertThatThrownBy(() -> new SiteState(sql, otherKey))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(masterKey.fingerprint())
                    .hasMessageContaining(otherKey.fingerprint());
        }
    }
}
