package io.slipway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.slipway.access.CredentialSecret.Prefix;
import io.slipway.accounts.BuildAgent;
import io.slipway.accounts.BuildAgents;
import io.slipway.content.TagPatterns;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What a build signs in with: it pulls and pushes in one repository, and only while the build runs.
///
/// At its end the credential is gone from the database, so nothing asks for a token with it any more. A registry token
/// that was issued before lives on for a few minutes at most ([Tokens#LIFE]), but not in the process that ended it.
@Service
public class BuildCredentials {

    /// @param id     to end it
    /// @param login  the user name that goes with the secret
    /// @param secret written down nowhere else
    public record Minted(long id, String login, String secret) {

        @Override
        public String toString() {
            return "Minted[" + id + "]";
        }
    }

    private final BuildAgents agents;
    private final CredentialSql sql;
    private final Clock clock;
    private final Cache<Long, Boolean> ended = Caffeine.newBuilder()
            .expireAfterWrite(Tokens.LIFE.plus(Tokens.LEEWAY).multipliedBy(2))
            .build();

    BuildCredentials(BuildAgents agents, CredentialSql sql, Clock clock) {
        this.agents = agents;
        this.sql = sql;
        this.clock = clock;
    }

    /// Empty when the repository is gone.
    ///
    /// @param life after which it ends by itself
    @Transactional
    public Optional<Minted> mint(long repositoryId, long buildId, Duration life) {
        return agents.in(repositoryId).map(agent -> mint(agent, buildId, life));
    }

    /// It works no more; nothing happens when it is over already.
    @Transactional
    public void end(long id) {
        ended.put(id, true);
        sql.forget(id);
    }

    /// Whether a token was issued for one that ended here.
    boolean isEnded(AccessToken token) {
        return token.credentialId().filter(id -> ended.getIfPresent(id) != null).isPresent();
    }

    private Minted mint(BuildAgent agent, long buildId, Duration life) {
        CredentialScope scope =
                new CredentialScope(Set.of(Right.WRITE), TagPatterns.EVERY, Set.of(), Set.of(agent.repositoryId()));
        NewCredential credential = new NewCredential("build " + buildId, scope, Optional.of(life));
        sql.forgetOver(agent.id());
        long id = sql.insert(agent.id(), credential, agent.id(), clock.instant().plus(life));
        CredentialSecret secret = CredentialSecret.fresh(Prefix.BUILD);
        sql.insertSecret(id, secret);
        return new Minted(id, agent.name(), secret.value());
    }
}
