package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.OciException;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Manifests that name another one as their subject, oldest first.
@Service
public class Referrers {

    /// Rows of one page.
    public static final int PAGE = 1_000;

    private final ReferrerSql sql;

    Referrers(ReferrerSql sql) {
        this.sql = sql;
    }

    /// @param after the id of the last referrer of the page before, 0 at the start
    /// @throws OciException NAME_UNKNOWN when the repository is gone
    public Page<Referrer> page(Repository repository, Digest subject, Optional<String> artifactType, long after) {
        return Page.of(sql.page(repository, subject, artifactType, after, PAGE + 1), PAGE);
    }
}
