package io.slipway.content;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What labels and annotations say of images, in small letters.
@Component
class LabelSql {

    /// What a page passes over at most.
    static final int STEP = 5_000;

    private static final int MOST = 100;

    // OFFSET 0: the one index to find the row by, see docs/adr/0007
    private static final String FOUND = """
            SELECT l.manifest_id AS id, r.name AS repository, r.visibility, m.digest, m.media_type, m.pushed_at
            FROM (
                SELECT manifest_id, repository_id FROM content.image_label
                WHERE %s label = :label AND manifest_id > :last ORDER BY manifest_id LIMIT :step) l
            LEFT JOIN LATERAL (SELECT * FROM content.repository WHERE id = l.repository_id OFFSET 0) r
                ON\s""" + SearchSql.VISIBLE + """
            LEFT JOIN LATERAL (SELECT * FROM content.manifest WHERE id = l.manifest_id OFFSET 0) m
                ON r.id IS NOT NULL AND m.deleted_at IS NULL
            ORDER BY l.manifest_id
            """;

    /// @param manifest empty where the caller does not see it, or it is gone
    record Candidate(long id, Optional<ManifestFound> manifest) {}

    private final JdbcClient jdbc;

    LabelSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(long manifestId, long repositoryId, Map<String, String> labels, Map<String, String> annotations) {
        String[] texts = Stream.of(annotations, labels)
                .flatMap(said -> said.entrySet().stream())
                .limit(MOST)
                .flatMap(said -> Stream.of(said.getKey(), said.getKey() + "=" + said.getValue()))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(text -> !text.isEmpty() && text.length() <= SearchWords.MAX_LENGTH && text.indexOf('\0') < 0)
                .distinct()
                .toArray(String[]::new);
        if (texts.length > 0) {
            jdbc.sql("""
                            INSERT INTO content.image_label (manifest_id, label, repository_id)
                            SELECT :id, label, :repositoryId FROM unnest(:labels) label
                            ON CONFLICT DO NOTHING
                            """)
                    .param("id", manifestId)
                    .param("repositoryId", repositoryId)
                    .param("labels", texts)
                    .update();
        }
    }

    /// The next images with the label, [#STEP] at most.
    ///
    /// @param few the repositories to look into, where they are few enough to be asked one by one
    List<Candidate> after(Visible visible, Optional<Collection<Long>> few, String label, long last) {
        JdbcClient.StatementSpec statement = SearchSql.visible(
                        jdbc.sql(FOUND.formatted(few.isPresent() ? "repository_id = ANY (:few) AND" : "")), visible)
                .param("label", label)
                .param("last", last)
                .param("step", STEP);
        return few.map(some -> statement.param("few", some.toArray(Long[]::new)))
                .orElse(statement)
                .query((row, _) -> new Candidate(
                        row.getLong("id"),
                        row.getBytes("digest") == null
                                ? Optional.empty()
                                : Optional.of(ContentSearchSql.manifest(row))))
                .list();
    }
}
