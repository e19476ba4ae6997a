package io.slipway.builds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.builds.CheckoutSql.Secret;
import io.slipway.builds.CheckoutSql.Source;
import io.slipway.work.MasterKey;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Seals what triggers keep secret, and opens it for a build.
@Component
class Checkouts {

    private final CheckoutSql sql;
    private final MasterKey key;

    Checkouts(CheckoutSql sql, MasterKey key) {
        this.sql = sql;
        this.key = key;
    }

    /// @param what of the trigger it is: it opens as nothing else, and for no other trigger
    byte[] seal(String secret, UUID trigger, String what) {
        return key.seal(secret.getBytes(UTF_8), context(trigger, what));
    }

    String open(byte[] sealed, UUID trigger, String what) {
        return new String(key.open(sealed, context(trigger, what)), UTF_8);
    }

    /// Empty when the trigger is gone.
    Optional<Checkout> find(long triggerId) {
        return sql.find(triggerId)
                .map(source -> new Checkout(
                        source.url(),
                        source.auth(),
                        source.login(),
                        credential(source),
                        source.hostKeys(),
                        secrets(triggerId, source.trigger())));
    }

    private String credential(Source source) {
        byte[] sealed = source.sealed();
        return sealed == null ? "" : open(sealed, source.trigger(), "credential");
    }

    private Map<String, String> secrets(long triggerId, UUID trigger) {
        return sql.secrets(triggerId).stream()
                .collect(Collectors.toMap(
                        Secret::name, secret -> open(secret.sealed(), trigger, "secret " + secret.name())));
    }

    private static String context(UUID trigger, String what) {
        return "trigger " + trigger + " " + what;
    }
}
