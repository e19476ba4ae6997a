package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.storage.BlobStore;
import io.slipway.testing.SlipwayTest;
import io.slipway.work.StartFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
@Tag("K18")
class StoreGuardModuleTest {

    @Autowired
    private StoreSql sql;

    @Autowired
    private BlobStore store;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void refusesAStoreThatBelongsToAnotherDatabase() {
        StoreGuard guard = new StoreGuard(sql, store);
        assertThatCode(guard::afterSingletonsInstantiated).doesNotThrowAnyException();
        jdbc.sql("UPDATE content.store SET identity = gen_random_uuid()").update();
        assertThatThrownBy(guard::afterSingletonsInstantiated)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("not the one of this database");
    }
}
