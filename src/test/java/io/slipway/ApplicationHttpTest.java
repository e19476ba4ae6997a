package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.storage.Stores;
import io.slipway.testing.SlipwayTest;
import io.slipway.work.DataFolder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@SlipwayTest
class ApplicationHttpTest {

    @Autowired
    Environment environment;

    @Autowired
    DataFolder data;

    @Autowired
    Stores stores;

    @Test
    void startsOnAFreePortWithAFolderOfItsOwn() {
        assertThat(environment.getProperty("local.server.port", Integer.class)).isPositive();
        assertThat(data.path().resolve("blobs/.slipway-store")).exists();
        assertThat(data.path().resolve("postgres")).doesNotExist();
        stores.forNew().check();
    }
}
