package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import io.slipway.content.Repository;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What builds of a trigger may read by `RUN --mount=type=secret,id=<name>`. Written, never shown.
@Service
public class BuildSecrets {

    public static final int MOST = 50;

    private static final int LONGEST = 64 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    private final BuildTriggers triggers;
    private final BuildSecretSql sql;
    private final SourceSecrets seals;
    private final Outbox outbox;

    BuildSecrets(BuildTriggers triggers, BuildSecretSql sql, SourceSecrets seals, Outbox outbox) {
        this.triggers = triggers;
        this.sql = sql;
        this.seals = seals;
        this.outbox = outbox;
    }

    public List<BuildSecret> list(Repository repository, UUID trigger) {
        return sql.list(triggers.get(repository, trigger).rowId());
    }

    /// New, or instead of the one of that name.
    ///
    /// @throws BuildsException NOT_FOUND, INVALID with the field, CONFLICT when there are too many
    @Transactional
    public void put(Repository repository, UUID id, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new BuildsException(Code.INVALID, "name", "a secret's name has 1 to 100 letters, digits, _ . and -");
        }
        if (value.isEmpty() || value.length() > LONGEST || value.indexOf('\0') >= 0) {
            throw new BuildsException(Code.INVALID, "value", "a secret has 1 to " + LONGEST + " characters");
        }
        Trigger trigger = triggers.lock(repository, id);
        List<BuildSecret> known = sql.list(trigger.rowId());
        if (known.size() >= MOST && known.stream().noneMatch(it -> it.name().equals(name))) {
            throw new BuildsException(Code.CONFLICT, "a trigger has at most " + MOST + " secrets");
        }
        sql.put(trigger.rowId(), name, seals.seal(value, id, "secret " + name));
        outbox.publish(
                BuildTriggers.event("build-secret.set", repository, trigger).with("name", name));
    }

    /// @throws BuildsException NOT_FOUND
    @Transactional
    public void delete(Repository repository, UUID id, String name) {
        Trigger trigger = triggers.lock(repository, id);
        if (sql.delete(trigger.rowId(), name) == 0) {
            throw new BuildsException(Code.NOT_FOUND, "there is no such secret here");
        }
        outbox.publish(
                BuildTriggers.event("build-secret.delete", repository, trigger).with("name", name));
    }
}
