package io.slipway.builds.worker;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BuildLogSql {

    private final JdbcClient jdbc;

    BuildLogSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// After what is there already; nothing when somebody else has the build by now.
    ///
    /// @param text whole lines
    int append(BuildClaim claim, int lines, int bytes, String text) {
        return jdbc.sql("""
                        WITH told AS (
                            UPDATE builds.build SET log_lines = log_lines + :lines, log_bytes = log_bytes + :bytes
                            WHERE id = :id AND claims = :claims AND lease_until IS NOT NULL
                            RETURNING id, log_lines - :lines + 1 AS first)
                        INSERT INTO builds.log (build_id, first_line, lines, text)
                        SELECT id, first, :lines, :text FROM told
                        """)
                .param("id", claim.id())
                .param("claims", claim.claims())
                .param("lines", lines)
                .param("bytes", bytes)
                .param("text", text)
                .update();
    }
}
