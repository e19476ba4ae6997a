package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import io.slipway.content.Repository;
import io.slipway.work.Event;
import io.slipway.work.OpaqueToken;
import io.slipway.work.Outbox;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Git repositories whose pushes become images. What they keep secret is sealed; whoever maintains the repository may
/// see the secret of the hook again, to paste it at the provider, and no other.
@Service
public class BuildTriggers {

    public static final int MOST = 20;

    private static final String HOOK = "hook";
    private static final String CREDENTIAL = "credential";
    private static final int SECRET_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final TriggerSql sql;
    private final TriggerChecks checks;
    private final SourceSecrets seals;
    private final GitKeys keys;
    private final OwnedTags tags;
    private final Outbox outbox;

    BuildTriggers(
            TriggerSql sql, TriggerChecks checks, SourceSecrets seals, GitKeys keys, OwnedTags tags, Outbox outbox) {
        this.sql = sql;
        this.checks = checks;
        this.seals = seals;
        this.keys = keys;
        this.tags = tags;
        this.outbox = outbox;
    }

    public List<Trigger> list(Repository repository) {
        return sql.list(repository.id());
    }

    /// @throws BuildsException NOT_FOUND
    public Trigger get(Repository repository, UUID id) {
        return sql.find(repository.id(), id).orElseThrow(BuildTriggers::missing);
    }

    /// Whether [#create] would take it.
    ///
    /// @throws BuildsException INVALID with the field
    public void check(TriggerWish wish) {
        checks.check(KnownHosts.fill(wish));
        requireToken(wish);
    }

    /// With a secret for its hook, and a deploy key where it wants one.
    ///
    /// @throws BuildsException INVALID with the field
    @Transactional
    public Trigger create(Repository repository, TriggerWish given, long by) {
        TriggerWish wish = KnownHosts.fill(given);
        check(wish);
        if (sql.countLocked(repository.id()) >= MOST) {
            throw new BuildsException(Code.CONFLICT, "a repository has at most " + MOST + " triggers");
        }
        UUID id = UUID.randomUUID();
        sql.insert(id, repository.id(), wish, seals.seal(freshSecret(wish.provider()), id, HOOK), by);
        Trigger made = get(repository, id);
        sql.update(made.rowId(), wish);
        setAccess(made, wish);
        outbox.publish(event("build-trigger.create", repository, made));
        return get(repository, id);
    }

    /// Another access, or another host, needs its credential again: a token is for those to whom it was given.
    ///
    /// @param seen compares what is there with what the caller saw, and throws
    /// @throws BuildsException NOT_FOUND, or INVALID with the field
    @Transactional
    public Trigger change(Repository repository, UUID id, TriggerWish given, Consumer<Trigger> seen) {
        TriggerWish wish = KnownHosts.fill(given);
        GitUrl url = checks.check(wish);
        Trigger before = lock(repository, id);
        seen.accept(before);
        if (wish.provider() != before.provider()) {
            throw new BuildsException(Code.INVALID, "provider", "the provider stays: make another trigger for it");
        }
        boolean sameHost = GitUrl.parse(before.url()).isAtSameServer(url);
        boolean another = wish.access() == GitAccess.TOKEN && wish.token().isPresent();
        if (another || wish.access() != before.access() || !sameHost) {
            requireToken(wish);
            setAccess(before, wish);
        }
        sql.update(before.rowId(), wish);
        tags.settle(repository.id());
        outbox.publish(event("build-trigger.change", repository, before).with("url", wish.url()));
        return get(repository, id);
    }

    /// Switches it on, and forgets the failures that paused it.
    @Transactional
    public Trigger resume(Repository repository, UUID id) {
        Trigger trigger = lock(repository, id);
        sql.resume(trigger.rowId());
        tags.settle(repository.id());
        outbox.publish(event("build-trigger.resume", repository, trigger));
        return get(repository, id);
    }

    /// Its builds stay, its deliveries and secrets go.
    @Transactional
    public void delete(Repository repository, UUID id) {
        Trigger trigger = lock(repository, id);
        sql.delete(trigger.rowId());
        tags.settle(repository.id());
        outbox.publish(event("build-trigger.delete", repository, trigger));
    }

    /// A new deploy key; the old one opens nothing any more from here.
    ///
    /// @throws BuildsException CONFLICT where it has none
    @Transactional
    public Trigger rotateKey(Repository repository, UUID id) {
        Trigger trigger = lock(repository, id);
        if (trigger.access() != GitAccess.KEY) {
            throw new BuildsException(Code.CONFLICT, "this trigger has no deploy key");
        }
        setKey(trigger);
        outbox.publish(event("build-trigger.key", repository, trigger));
        return get(repository, id);
    }

    /// What the provider signs with: for whoever maintains the repository, to be pasted there.
    public String hookSecret(Trigger trigger) {
        return seals.open(sql.hookSecret(trigger.rowId()), trigger.id(), HOOK);
    }

    @Transactional
    public String rotateHookSecret(Repository repository, UUID id) {
        Trigger trigger = lock(repository, id);
        String fresh = freshSecret(trigger.provider());
        sql.setHookSecret(trigger.rowId(), seals.seal(fresh, id, HOOK));
        outbox.publish(event("build-trigger.secret", repository, trigger));
        return fresh;
    }

    /// A token that starts builds from elsewhere; shown only now, the one before ends.
    ///
    /// @param inUrl whether `?token=` is taken, too, which ends up in logs on the way
    @Transactional
    public OpaqueToken makeRemoteToken(Repository repository, UUID id, boolean inUrl) {
        Trigger trigger = lock(repository, id);
        OpaqueToken token = OpaqueToken.fresh();
        sql.setRemote(trigger.rowId(), token.hash(), inUrl);
        outbox.publish(event("build-trigger.remote", repository, trigger).with("url", String.valueOf(inUrl)));
        return token;
    }

    @Transactional
    public void dropRemoteToken(Repository repository, UUID id) {
        Trigger trigger = lock(repository, id);
        sql.setRemote(trigger.rowId(), null, false);
        outbox.publish(event("build-trigger.remote-end", repository, trigger));
    }

    /// Until the end of the transaction.
    Trigger lock(Repository repository, UUID id) {
        return sql.lock(repository.id(), id).orElseThrow(BuildTriggers::missing);
    }

    static Event event(String action, Repository repository, Trigger trigger) {
        return Event.of(action)
                .in(repository.namespaceId())
                .on(repository.id())
                .target(repository.name().value())
                .with("trigger", trigger.id().toString())
                .with("provider", trigger.provider().name());
    }

    static BuildsException missing() {
        return new BuildsException(Code.NOT_FOUND, "there is no such trigger here");
    }

    private static void requireToken(TriggerWish wish) {
        if (wish.access() == GitAccess.TOKEN && wish.token().isEmpty()) {
            throw new BuildsException(Code.INVALID, "token", "give the token: it is kept for the host that it is of");
        }
    }

    private void setAccess(Trigger trigger, TriggerWish wish) {
        switch (wish.access()) {
            case NONE -> sql.setCredential(trigger.rowId(), GitAccess.NONE, null, "");
            case TOKEN ->
                sql.setCredential(
                        trigger.rowId(),
                        GitAccess.TOKEN,
                        seals.seal(wish.token().orElseThrow(), trigger.id(), CREDENTIAL),
                        "");
            case KEY -> setKey(trigger);
        }
    }

    private void setKey(Trigger trigger) {
        GitKeys.Pair pair = keys.fresh(trigger.id());
        sql.setCredential(
                trigger.rowId(), GitAccess.KEY, seals.seal(pair.closed(), trigger.id(), CREDENTIAL), pair.open());
    }

    /// GitLab signs only with keys of this form, and sends it as a token as well.
    private String freshSecret(GitProvider provider) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return switch (provider) {
            case GITLAB -> "whsec_" + Base64.getEncoder().encodeToString(bytes);
            case GITHUB, BITBUCKET, GITEA, GIT ->
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        };
    }
}
