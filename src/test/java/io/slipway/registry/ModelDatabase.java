package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the rows and the store say, for a comparison with the model.
record ModelDatabase(JdbcClient jdbc, Environment environment) {

    /// Each key has an owner, each blob its bytes.
    void assertKeysAgree() throws IOException {
        Set<String> files = files();
        assertThat(texts("SELECT storage_key FROM content.blob"))
                .as("bytes of blobs")
                .isSubsetOf(files);
        assertThat(files).as("owners of objects").isSubsetOf(texts("""
                SELECT storage_key FROM content.blob UNION ALL SELECT storage_key FROM content.upload
                UNION ALL SELECT storage_key FROM content.object_deletion
                """));
    }

    Set<String> files() throws IOException {
        Path folder = Path.of(environment.getRequiredProperty("slipway.data-dir"), "blobs");
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// As [ModelPlace#told], of a deleted one too.
    Set<String> told(String place) {
        return Set.copyOf(jdbc.sql("""
                        WITH place AS (SELECT id FROM content.repository WHERE name = ?),
                        manifests AS (SELECT m.*, 'sha256:' || encode(substr(digest, 2), 'hex') AS text
                            FROM content.manifest m JOIN place ON place.id = m.repository_id)
                        SELECT CASE WHEN deleted_at IS NULL THEN 'live ' ELSE 'trash ' END || text FROM manifests
                        UNION ALL
                        SELECT t.name || ' ' || m.text FROM content.tag t JOIN manifests m ON m.id = t.manifest_id
                        """).param(place).query(String.class).list());
    }

    /// Lets the model collect; then both say the same.
    ///
    /// @param why what the program says of it
    /// @return how many went
    int reconcile(ModelPlace place, double now, Function<Digest, ?> why) {
        Set<String> told = told(place.name());
        Map<Digest, String> reasons = new HashMap<>();
        place.told().forEach(line -> reasons.put(digest(line), place.explain(digest(line), now)));
        Set<Digest> actual = told.stream()
                .filter(line -> line.startsWith("live ") || line.startsWith("trash "))
                .map(ModelDatabase::digest)
                .collect(Collectors.toSet());
        int went = place.collect(now, actual);
        Set<String> differ = new TreeSet<>(told);
        differ.addAll(place.told());
        differ.removeIf(line -> told.contains(line) == place.told().contains(line));
        List<String> faults = differ.stream()
                .map(ModelDatabase::digest)
                .map(digest -> digest + ": " + reasons.get(digest) + "; " + why.apply(digest))
                .toList();
        assertThat(told).as("%s after collection: %s", place.name(), faults).isEqualTo(place.told());
        return went;
    }

    private static Digest digest(String line) {
        return Digest.parse(line.substring(line.indexOf(' ') + 1));
    }

    /// All that a push or a deletion changes, also where it says again what was said before: a lease that begins anew.
    Set<String> state(String place) {
        Set<String> state = new TreeSet<>(told(place));
        state.addAll(jdbc.sql("""
                        SELECT 'lease ' || m.id || ' ' || m.lease_until
                        FROM content.manifest m JOIN content.repository r ON r.id = m.repository_id
                        WHERE r.name = ? AND r.deleted_at IS NULL
                        """).param(place).query(String.class).list());
        return state;
    }

    Set<String> texts(String sql) {
        return new TreeSet<>(jdbc.sql(sql).query(String.class).list());
    }

    /// Whether anything is left to look at or to delete, now or later.
    boolean hasWork() {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM content.manifest_review) OR EXISTS (SELECT FROM content.link_review)
                            OR EXISTS (SELECT FROM content.object_deletion)
                            OR EXISTS (SELECT FROM content.repository WHERE deleted_at IS NOT NULL)
                        """).query(Boolean.class).single();
    }

    /// Moves all times back, past the triggers: nobody is told.
    void pass(double seconds) throws SQLException {
        String url = environment.getRequiredProperty("spring.datasource.url");
        String owner = environment.getRequiredProperty("spring.flyway.user");
        String password = environment.getRequiredProperty("spring.flyway.password");
        try (Connection connection = DriverManager.getConnection(url, owner, password);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    DO $$
                    DECLARE one record;
                    BEGIN
                        ALTER TABLE content.manifest DISABLE TRIGGER USER;
                        FOR one IN SELECT table_name, string_agg(format('%%1$I = %%1$I - INTERVAL ''%1$s s''', column_name), ', ') AS changes
                            FROM information_schema.columns WHERE table_schema = 'content' AND data_type LIKE 'timestamp%%'
                                AND column_name <> 'created_at'
                                AND table_name IN ('repository', 'repository_blob', 'manifest', 'tag_event', 'link_review',
                                    'manifest_review', 'object_deletion', 'upload')
                            GROUP BY table_name
                        LOOP
                            EXECUTE format('UPDATE content.%%I SET %%s', one.table_name, one.changes);
                        END LOOP;
                        ALTER TABLE content.manifest ENABLE TRIGGER USER;
                    END $$
                    """.formatted(seconds));
        }
    }
}
