package io.slipway.api;

import io.slipway.access.Proof;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Enrolment;
import io.slipway.accounts.SecondFactors;
import io.slipway.accounts.User;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The caller's own second factor.
@RestController
class TwoFactorResource {

    private static final String PATH = "/api/v1/me/two-factor";

    record Status(boolean enabled, int recoveryCodesLeft) {}

    /// What an authenticator needs, shown once.
    record EnrolmentView(String secret, String uri) implements ShownOnce {

        @Override
        public boolean showsSecret() {
            return true;
        }
    }

    record RecoveryCodes(List<String> recoveryCodes) implements ShownOnce {

        @Override
        public boolean showsSecret() {
            return true;
        }
    }

    @BodyLimit(BodyLimit.AUTHENTICATION)
    record Password(@Nullable String password) {}

    @BodyLimit(BodyLimit.AUTHENTICATION)
    record Code(@Nullable String code) {}

    /// One of the two.
    @BodyLimit(BodyLimit.AUTHENTICATION)
    record PasswordOrCode(
            @Nullable String password, @Nullable String code) {

        void check(Proof proof, User user) {
            if (code != null) {
                proof.code(user, code);
            } else {
                proof.password(user, Fields.need(password, "password or code"));
            }
        }
    }

    private final SiteAccess site;
    private final SecondFactors factors;
    private final Proof proof;

    TwoFactorResource(SiteAccess site, SecondFactors factors, Proof proof) {
        this.site = site;
        this.factors = factors;
        this.proof = proof;
    }

    @GetMapping(PATH)
    Status get(HttpServletRequest request) {
        User user = site.self(ApiCallerFilter.caller(request));
        return new Status(user.twoFactor(), factors.codesLeft(user.id()));
    }

    /// A secret, which counts once a code of it was sent; it replaces one that waits.
    @PostMapping(PATH)
    ResponseEntity<EnrolmentView> enrol(@RequestBody Password body, HttpServletRequest request) {
        User user = site.account(ApiCallerFilter.caller(request));
        proof.password(user, Fields.need(body.password(), "password"));
        Enrolment enrolment = factors.enrol(user.id());
        return ResponseEntity.created(URI.create(PATH)).body(new EnrolmentView(enrolment.secret(), enrolment.uri()));
    }

    /// Turns it on. Ends all sessions and docker logins.
    @PutMapping(PATH)
    RecoveryCodes confirm(@RequestBody Code body, HttpServletRequest request) {
        User user = site.account(ApiCallerFilter.caller(request));
        return new RecoveryCodes(factors.confirm(user.id(), Fields.need(body.code(), "code")));
    }

    @DeleteMapping(PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(@RequestBody PasswordOrCode body, HttpServletRequest request) {
        User user = site.account(ApiCallerFilter.caller(request));
        body.check(proof, user);
        factors.disable(user.id());
    }

    /// Ten new ones; the old ones work no more.
    @PostMapping(PATH + "/recovery-codes")
    @ResponseStatus(HttpStatus.CREATED)
    RecoveryCodes renewCodes(@RequestBody PasswordOrCode body, HttpServletRequest request) {
        User user = site.account(ApiCallerFilter.caller(request));
        body.check(proof, user);
        return new RecoveryCodes(factors.regenerateCodes(user.id()));
    }
}
