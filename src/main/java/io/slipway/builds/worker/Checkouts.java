package io.slipway.builds.worker;

import io.slipway.builds.SourceSecrets;
import io.slipway.builds.worker.CheckoutSql.Secret;
import io.slipway.builds.worker.CheckoutSql.Source;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What is needed to get at the sources of a build.
@Component
class Checkouts {

    private final CheckoutSql sql;
    private final SourceSecrets secrets;

    Checkouts(CheckoutSql sql, SourceSecrets secrets) {
        this.sql = sql;
        this.secrets = secrets;
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
        return sealed == null ? "" : secrets.open(sealed, source.trigger(), "credential");
    }

    private Map<String, String> secrets(long triggerId, UUID trigger) {
        return sql.secrets(triggerId).stream()
                .collect(Collectors.toMap(
                        Secret::name, secret -> secrets.open(secret.sealed(), trigger, "secret " + secret.name())));
    }
}
