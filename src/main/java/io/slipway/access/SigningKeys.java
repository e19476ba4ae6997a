package io.slipway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.slipway.access.SigningKeySql.SealedKey;
import io.slipway.work.MasterKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// The keys of access tokens: in the database, sealed by the master key, the same on all replicas.
@Component
class SigningKeys implements SmartInitializingSingleton {

    private static final Duration RELOAD_PAUSE = Duration.ofSeconds(10);

    private final SigningKeySql sql;
    private final MasterKey masterKey;
    private final Clock clock;
    private volatile Map<String, ECKey> keys = Map.of();
    private volatile Instant loadedAt = Instant.MIN;

    SigningKeys(SigningKeySql sql, MasterKey masterKey, Clock clock) {
        this.sql = sql;
        this.masterKey = masterKey;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try {
            ECKey fresh = new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            byte[] plain = fresh.toJSONString().getBytes(StandardCharsets.UTF_8);
            sql.insertFirst(fresh.getKeyID(), masterKey.seal(plain, context(fresh.getKeyID())));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        load();
    }

    /// The key to sign with.
    ECKey active() {
        return keys.values().iterator().next();
    }

    /// A key that another replica made meanwhile is read from the database, at most every ten seconds.
    Optional<ECKey> find(String kid) {
        if (!keys.containsKey(kid) && clock.instant().isAfter(loadedAt.plus(RELOAD_PAUSE))) {
            load();
        }
        return Optional.ofNullable(keys.get(kid));
    }

    private synchronized void load() {
        Map<String, ECKey> loaded = new LinkedHashMap<>();
        for (SealedKey key : sql.list()) {
            if (key.active()) {
                loaded.put(key.kid(), open(key));
            }
        }
        keys = loaded;
        loadedAt = clock.instant();
    }

    private ECKey open(SealedKey key) {
        try {
            byte[] plain = masterKey.open(key.sealed(), context(key.kid()));
            return ECKey.parse(new String(plain, StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("signing key " + key.kid() + " cannot be read", e);
        }
    }

    private static String context(String kid) {
        return "access.signing_key/" + kid;
    }
}
