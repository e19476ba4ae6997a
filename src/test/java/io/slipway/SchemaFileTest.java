package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SchemaFileTest {

    private static final Path FILE = Path.of("db/schema.sql");

    @Test
    void schemaFileIsFresh() throws SQLException, IOException {
        try (Connection connection = TestDatabase.migrated().connect()) {
            String current = new SchemaFile(connection).write();
            if (Boolean.getBoolean("schema.write")) {
                Files.writeString(FILE, current);
            }
            assertThat(FILE).as("run `make schema`").hasContent(current);
        }
    }
}
