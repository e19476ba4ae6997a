package io.slipway.builds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryState;
import io.slipway.oci.RepositoryName;
import io.slipway.work.MasterKey;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Whether the newest build succeeded, for a picture in a README. Where not everybody may see the repository, a token
/// in the picture's address lets in: to this alone, and until the name or the visibility changes.
@Service
public class BuildBadges {

    private static final int TOKEN_BYTES = 16;

    private final Repositories repositories;
    private final BuildViewSql sql;
    private final MasterKey key;

    BuildBadges(Repositories repositories, BuildViewSql sql, MasterKey key) {
        this.repositories = repositories;
        this.sql = sql;
        this.key = key;
    }

    /// Empty where there was no build yet. What was cancelled, or waits, says nothing.
    ///
    /// @param branch empty: of any branch or tag
    public Optional<BuildState> state(Repository repository, String branch) {
        return sql.newest(repository.id(), branch);
    }

    /// For the badge alone; empty where there is no such repository, or the token is not its.
    public Optional<Repository> find(RepositoryName name, String token) {
        return repositories.find(name).map(RepositoryState::forReading).filter(it -> isToken(it, token));
    }

    /// For those who may push.
    public String token(Repository repository) {
        String subject = repository.id() + " " + repository.accessVersion();
        return HexFormat.of().formatHex(key.sign(subject, "build badge"), 0, TOKEN_BYTES);
    }

    private boolean isToken(Repository repository, String token) {
        return MessageDigest.isEqual(token(repository).getBytes(UTF_8), token.getBytes(UTF_8));
    }
}
