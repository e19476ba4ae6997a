package io.slipway.access;

import io.slipway.access.RefreshTokenSql.Redeemed;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// What `docker login` keeps instead of the password: good for 90 days after its last use, for that password only.
@Service
public class RefreshTokens {

    private static final int BYTES = 32;

    private final RefreshTokenSql sql;
    private final Users users;
    private final SecureRandom random = new SecureRandom();

    RefreshTokens(RefreshTokenSql sql, Users users) {
        this.sql = sql;
        this.users = users;
    }

    /// @return the token; only its hash is kept
    public String issue(User user, String clientId) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sql.insert(hash(token), user.id(), user.passwordVersion(), clientId);
        return token;
    }

    /// Whose token this is, if the account is there, not disabled, and its password still the same.
    public Optional<User> redeem(String token) {
        Optional<Redeemed> redeemed = sql.touch(hash(token));
        return redeemed.flatMap(found -> users.find(found.principalId())
                .filter(user -> !user.disabled() && user.passwordVersion() == found.passwordVersion()));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
