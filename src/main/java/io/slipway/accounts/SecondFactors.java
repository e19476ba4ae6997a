package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.accounts.SecondFactorSql.Factor;
import io.slipway.work.Event;
import io.slipway.work.MasterKey;
import io.slipway.work.Outbox;
import io.slipway.work.SlipwaySettings;
import io.slipway.work.Throttle;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// One-time passwords from an authenticator, asked for beside the password, with recovery codes for who has lost it.
@Service
public class SecondFactors {

    /// What a check came to.
    public sealed interface Verification {

        /// @param recoveryCode whether it was one of those, which is used up now
        record Passed(boolean recoveryCode) implements Verification {}

        record Wrong() implements Verification {}

        /// Nothing was checked: so long nobody may try.
        record Wait(Duration duration) implements Verification {}
    }

    private static final Throttle.Policy POLICY =
            new Throttle.Policy(9, Duration.ofSeconds(30), Duration.ofMinutes(15));

    private final SecondFactorSql sql;
    private final Users users;
    private final MasterKey masterKey;
    private final Throttle throttle;
    private final Outbox outbox;
    private final String site;

    SecondFactors(
            SecondFactorSql sql,
            Users users,
            MasterKey masterKey,
            Throttle throttle,
            Outbox outbox,
            SlipwaySettings settings) {
        this.sql = sql;
        this.users = users;
        this.masterKey = masterKey;
        this.throttle = throttle;
        this.outbox = outbox;
        this.site = settings.publicUrl()
                .map(URI::getHost)
                .map(host -> "Slipway " + host)
                .orElse("Slipway");
    }

    /// Makes a secret, which counts once it is confirmed; an unconfirmed one before it is forgotten.
    ///
    /// @throws AccountsException when a second factor is on
    @Transactional
    public Enrolment enrol(long principalId) {
        User user = user(principalId);
        byte[] secret = Totp.freshSecret();
        if (sql.put(principalId, masterKey.seal(secret, context(principalId))) == 0) {
            throw new AccountsException(Code.FACTOR_ON, "a second factor is on already; turn it off first");
        }
        String uri = "otpauth://totp/" + encode(site) + ":" + encode(user.name()) + "?secret=" + Totp.base32(secret)
                + "&issuer=" + encode(site) + "&algorithm=SHA1&digits=6&period=30";
        return new Enrolment(Totp.base32(secret), uri, QrCodeImage.svg(uri));
    }

    /// Turns it on with a code that shows that the authenticator works. Ends sessions and whatever was given for the
    /// password alone.
    ///
    /// @return recovery codes, shown once
    /// @throws AccountsException for a wrong code, when nothing waits to be confirmed, or after too many tries
    @Transactional
    public List<String> confirm(long principalId, String code) {
        attempt(principalId);
        Factor factor = sql.find(principalId)
                .filter(found -> !found.confirmed())
                .orElseThrow(() -> new AccountsException(Code.FACTOR_OFF, "no second factor waits to be confirmed"));
        byte[] secret = open(principalId, factor);
        OptionalLong step = Totp.step(secret, plain(code), factor.now());
        if (step.isEmpty() || sql.confirm(principalId, factor.sealed(), step.getAsLong()) == 0) {
            throw new AccountsException(Code.FACTOR_WRONG, "this code is not right; look at the clock of the device");
        }
        throttle.clear(key(principalId));
        users.endWhatWasGiven(principalId);
        List<String> codes = replaceCodes(principalId, secret);
        publish("factor.enable", principalId);
        return codes;
    }

    /// Whether this is a code of now, or a recovery code that was not used: each of them counts once.
    public Verification verify(long principalId, String code) {
        Duration wait = throttle.attempt(key(principalId), POLICY);
        if (wait.isPositive()) {
            return new Verification.Wait(wait);
        }
        Verification verification = sql.find(principalId)
                .filter(Factor::confirmed)
                .map(factor -> check(principalId, factor, plain(code)))
                .orElseGet(Verification.Wrong::new);
        if (verification instanceof Verification.Passed) {
            throttle.clear(key(principalId));
        }
        return verification;
    }

    /// How many recovery codes are left.
    @Transactional(readOnly = true)
    public int codesLeft(long principalId) {
        return sql.countCodes(principalId);
    }

    /// Ten new recovery codes; older ones work no more. The caller has asked for a factor before.
    ///
    /// @throws AccountsException when no second factor is on
    @Transactional
    public List<String> regenerateCodes(long principalId) {
        Factor factor = sql.find(principalId).filter(Factor::confirmed).orElseThrow(SecondFactors::off);
        List<String> codes = replaceCodes(principalId, open(principalId, factor));
        publish("factor.codes", principalId);
        return codes;
    }

    /// Turns it off, by its owner or, for who has lost everything, by an administrator. Ends sessions.
    ///
    /// @throws AccountsException when no second factor is on
    @Transactional
    public void disable(long principalId) {
        if (sql.find(principalId).filter(Factor::confirmed).isEmpty() || sql.deleteOf(principalId) == 0) {
            throw off();
        }
        throttle.clear(key(principalId));
        users.endWhatWasGiven(principalId);
        publish("factor.disable", principalId);
    }

    private Verification check(long principalId, Factor factor, String code) {
        byte[] secret = open(principalId, factor);
        OptionalLong step = Totp.step(secret, code, factor.now());
        if (step.isPresent()) {
            return sql.use(principalId, step.getAsLong()) > 0
                    ? new Verification.Passed(false)
                    : new Verification.Wrong();
        }
        if (sql.useCode(principalId, RecoveryCodes.hash(secret, code)) == 0) {
            return new Verification.Wrong();
        }
        outbox.publishLater(Event.of("factor.recovery").target(user(principalId).name()));
        return new Verification.Passed(true);
    }

    private List<String> replaceCodes(long principalId, byte[] secret) {
        List<String> codes = RecoveryCodes.fresh();
        sql.deleteCodes(principalId);
        sql.insertCodes(
                principalId,
                codes.stream().map(code -> RecoveryCodes.hash(secret, code)).toList());
        return codes;
    }

    private void attempt(long principalId) {
        Duration wait = throttle.attempt(key(principalId), POLICY);
        if (wait.isPositive()) {
            throw new AccountsException(
                    Code.TOO_MANY_TRIES, "too many wrong codes; try again in " + (wait.toSeconds() + 1) + " s");
        }
    }

    private byte[] open(long principalId, Factor factor) {
        return masterKey.open(factor.sealed(), context(principalId));
    }

    private User user(long principalId) {
        return users.find(principalId)
                .orElseThrow(() -> new AccountsException(Code.USER_UNKNOWN, "there is no such account"));
    }

    private void publish(String action, long principalId) {
        outbox.publish(Event.of(action).target(user(principalId).name()));
    }

    private static AccountsException off() {
        return new AccountsException(Code.FACTOR_OFF, "no second factor is on");
    }

    /// Authenticators show codes in groups.
    private static String plain(String code) {
        return code.length() > 64 ? "" : code.replaceAll("\\s", "");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String context(long principalId) {
        return "second factor of " + principalId;
    }

    private static String key(long principalId) {
        return "factor:" + principalId;
    }
}
