package io.slipway.content;

import io.slipway.oci.RepositoryName;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Repositories that get another name, and the old names that pulls follow.
@Component
class RepositoryNameSql {

    private final JdbcClient jdbc;

    RepositoryNameSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Running tokens end: they name the repository as it was.
    int rename(long id, RepositoryName name, long namespaceId) {
        return jdbc.sql("""
                        UPDATE content.repository
                        SET name = :name, namespace_id = :namespaceId, access_version = access_version + 1
                        WHERE id = :id AND deleted_at IS NULL
                        """)
                .param("name", name.value())
                .param("namespaceId", namespaceId)
                .param("id", id)
                .update();
    }

    void moveLinks(long id, long namespaceId) {
        jdbc.sql("UPDATE content.repository_blob SET namespace_id = :namespaceId WHERE repository_id = :id")
                .param("namespaceId", namespaceId)
                .param("id", id)
                .update();
    }

    void remember(String name, long id) {
        jdbc.sql("""
                        INSERT INTO content.repository_alias (name, repository_id) VALUES (:name, :id)
                        ON CONFLICT (name) DO UPDATE SET repository_id = excluded.repository_id, created_at = now()
                        """).param("name", name).param("id", id).update();
    }

    void forget(RepositoryName name) {
        jdbc.sql("DELETE FROM content.repository_alias WHERE name = ?")
                .param(name.value())
                .update();
    }

    /// All repositories of a namespace whose own name changed; their old names are remembered.
    void renameAll(long namespaceId, String name) {
        jdbc.sql("""
                        INSERT INTO content.repository_alias (name, repository_id)
                        SELECT name, id FROM content.repository
                        WHERE namespace_id = :namespaceId AND deleted_at IS NULL AND NOT hidden
                        ON CONFLICT (name) DO UPDATE SET repository_id = excluded.repository_id, created_at = now()
                        """).param("namespaceId", namespaceId).update();
        jdbc.sql("""
                        UPDATE content.repository
                        SET name = :name || substr(name, strpos(name, '/')), access_version = access_version + 1
                        WHERE namespace_id = :namespaceId AND deleted_at IS NULL
                        """).param("namespaceId", namespaceId).param("name", name).update();
        jdbc.sql("""
                        DELETE FROM content.repository_alias a USING content.repository r
                        WHERE r.namespace_id = :namespaceId AND r.deleted_at IS NULL AND a.name = r.name
                        """).param("namespaceId", namespaceId).update();
    }
}
