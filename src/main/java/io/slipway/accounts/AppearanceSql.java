package io.slipway.accounts;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AppearanceSql {

    private final JdbcClient jdbc;

    AppearanceSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Appearance> find(long principalId) {
        return jdbc.sql("SELECT theme, language, reading FROM accounts.appearance WHERE principal_id = ?")
                .param(principalId)
                .query((row, _) -> new Appearance(
                        Optional.ofNullable(row.getString(1)),
                        Optional.ofNullable(row.getString(2)),
                        Optional.ofNullable(row.getString(3))))
                .optional();
    }

    /// What is empty stays as it is.
    void write(long principalId, Appearance chosen) {
        jdbc.sql("""
                        INSERT INTO accounts.appearance AS known (principal_id, theme, language, reading)
                        VALUES (:id, :theme, :language, :reading)
                        ON CONFLICT (principal_id) DO UPDATE SET
                            theme = coalesce(excluded.theme, known.theme),
                            language = coalesce(excluded.language, known.language),
                            reading = coalesce(excluded.reading, known.reading)
                        """)
                .param("id", principalId)
                .param("theme", chosen.theme().orElse(null))
                .param("language", chosen.language().orElse(null))
                .param("reading", chosen.reading().orElse(null))
                .update();
    }
}
