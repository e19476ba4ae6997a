package io.slipway.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.slipway.access.SigningKeySql.SealedKey;
import io.slipway.work.Event;
import io.slipway.work.MasterKey;
import io.slipway.work.Outbox;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The keys of access tokens: in the database, sealed by the master key, the same on all replicas.
///
/// A new one is known to all replicas for a while before any signs with it, and an old one is believed until all that
/// it signed is over: a rotation fails no request.
@Component
class SigningKeys implements SmartInitializingSingleton {

    /// From the making of a key to the first signature: all replicas have read it by then, also by clocks that differ.
    static final Duration PUBLISHED = Duration.ofMinutes(10);

    /// From the first signature of a key to the end of the one before: the last token of that one, by any clock.
    static final Duration OVERLAP = Tokens.LIFE.plus(Tokens.LEEWAY).plusMinutes(5);

    private static final Duration RELOAD_PAUSE = Duration.ofSeconds(10);
    private static final int TURN_MILLIS = 60_000;

    private record Known(ECKey key, Instant createdAt) {}

    private final SigningKeySql sql;
    private final MasterKey masterKey;
    private final Duration rotation;
    private final Outbox outbox;
    private final Clock clock;
    private volatile List<Known> keys = List.of();
    private volatile Instant loadedAt = Instant.MIN;

    SigningKeys(SigningKeySql sql, MasterKey masterKey, RegistrySettings settings, Outbox outbox, Clock clock) {
        this.sql = sql;
        this.masterKey = masterKey;
        this.rotation = settings.keyRotation();
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        load();
        if (keys.isEmpty()) {
            // only the first of several replicas makes the first key
            insert(Instant.EPOCH);
            load();
        }
    }

    /// Makes the next key when the newest is old enough, ends old ones, and reads what other replicas did.
    @Scheduled(initialDelay = TURN_MILLIS, fixedDelay = TURN_MILLIS)
    void turn() {
        Instant now = clock.instant();
        if (!keys.getFirst().createdAt().isAfter(now.minus(rotation)) && insert(now.minus(rotation))) {
            outbox.publishLater(Event.of("signing-key.create"));
        }
        for (String kid : sql.retire(now.minus(PUBLISHED).minus(OVERLAP))) {
            outbox.publishLater(Event.of("signing-key.retire").target(kid));
        }
        load();
    }

    /// The key to sign with.
    ECKey active() {
        Instant published = clock.instant().minus(PUBLISHED);
        return keys.stream()
                .filter(known -> !known.createdAt().isAfter(published))
                .findFirst()
                .orElseGet(keys::getLast)
                .key();
    }

    /// A key that another replica made meanwhile is read from the database, at most every ten seconds.
    Optional<ECKey> find(String kid) {
        Optional<ECKey> found = known(kid);
        if (found.isEmpty() && clock.instant().isAfter(loadedAt.plus(RELOAD_PAUSE))) {
            load();
            return known(kid);
        }
        return found;
    }

    private Optional<ECKey> known(String kid) {
        return keys.stream()
                .map(Known::key)
                .filter(key -> key.getKeyID().equals(kid))
                .findFirst();
    }

    private boolean insert(Instant youngerThan) {
        try {
            ECKey fresh = new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            byte[] plain = fresh.toJSONString().getBytes(StandardCharsets.UTF_8);
            byte[] sealed = masterKey.seal(plain, context(fresh.getKeyID()));
            return sql.insert(fresh.getKeyID(), sealed, clock.instant(), youngerThan);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void load() {
        keys = sql.list().stream()
                .map(key -> new Known(open(key), key.createdAt()))
                .toList();
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
