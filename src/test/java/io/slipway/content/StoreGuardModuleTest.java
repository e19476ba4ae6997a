package io.slipway.content;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.storage.Stores;
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
    private Stores stores;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private LeaseSettings leases;

    @Test
    void refusesAStoreThatBelongsToAnotherDatabase() {
        StoreGuard guard = new StoreGuard(sql, stores, leases);
        assertThatCode(guard::afterSingletonsInstantiated).doesNotThrowAnyException();
        jdbc.sql("UPDATE content.store SET identity = gen_random_uuid()").update();
        assertThatThrownBy(guard::afterSingletonsInstantiated)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("not the one of this database");
        jdbc.sql("DELETE FROM content.store").update();
    }

    @Test
    void refusesADatabaseWhoseBlobsLieInAnotherKindOfStore() {
        StoreGuard guard = new StoreGuard(sql, stores, leases);
        jdbc.sql("INSERT INTO content.store (id, identity) VALUES (2, gen_random_uuid())")
                .update();
        jdbc.sql("INSERT INTO content.blob (digest, size, store, storage_key) VALUES ('\\x00', 0, 2, 'elsewhere')")
                .update();
        try {
            assertThatThrownBy(guard::afterSingletonsInstantiated)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("not set up here");
        } finally {
            jdbc.sql("DELETE FROM content.blob WHERE store = 2").update();
            jdbc.sql("DELETE FROM content.store WHERE id = 2").update();
        }
    }
}
