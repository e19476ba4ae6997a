package io.slipway.builds.worker;

import io.slipway.builds.worker.Checkout.Auth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class CheckoutSql {

    /// @param sealed the token or the private key, as it lies there
    record Source(UUID trigger, String url, Auth auth, String login, byte @Nullable [] sealed, List<String> hostKeys) {}

    record Secret(String name, byte[] sealed) {}

    private final JdbcClient jdbc;

    CheckoutSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Source> find(long triggerId) {
        return jdbc.sql("SELECT public_id, url, auth, login, credential, host_keys FROM builds.trigger WHERE id = ?")
                .param(triggerId)
                .query((row, _) -> new Source(
                        row.getObject("public_id", UUID.class),
                        row.getString("url"),
                        Auth.valueOf(row.getString("auth")),
                        row.getString("login"),
                        row.getBytes("credential"),
                        List.of((String[]) row.getArray("host_keys").getArray())))
                .optional();
    }

    List<Secret> secrets(long triggerId) {
        return jdbc.sql("SELECT name, sealed FROM builds.secret WHERE trigger_id = ? ORDER BY name")
                .param(triggerId)
                .query((row, _) -> new Secret(row.getString("name"), row.getBytes("sealed")))
                .list();
    }
}
