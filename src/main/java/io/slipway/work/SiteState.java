package io.slipway.work;

import java.util.UUID;
import org.springframework.stereotype.Component;

/// What the database belongs to; refuses a process that holds another master key.
@Component
public class SiteState {

    private final UUID instanceId;

    SiteState(SiteStateSql sql, MasterKey masterKey) {
        sql.insertIfAbsent(UUID.randomUUID(), masterKey.fingerprint());
        SiteStateSql.Row row = sql.get();
        if (!row.masterKeyFingerprint().equals(masterKey.fingerprint())) {
            throw new StartFailure("The secrets in this database were sealed with the master key "
                    + row.masterKeyFingerprint() + ", but this process has " + masterKey.fingerprint()
                    + ": give it the right slipway.master-key");
        }
        this.instanceId = row.instanceId();
    }

    /// The same on every replica and for the life of the database.
    public UUID instanceId() {
        return instanceId;
    }
}
