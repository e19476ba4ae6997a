package io.slipway.api;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.NewSignUp;
import io.slipway.accounts.SignUps;
import io.slipway.accounts.User;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Accounts that people make for themselves.
@RestController
class SignUpsResource {

    static final String PATH = "/api/v1/sign-ups";

    @BodyLimit(BodyLimit.AUTHENTICATION)
    record SignUp(
            @Nullable String name,
            @Nullable String email,
            @Nullable String password,
            @Nullable String language,
            @Nullable String invitation) {

        NewSignUp toNewSignUp() {
            return new NewSignUp(
                    new AccountName(Fields.need(name, "name")),
                    Fields.need(email, "email"),
                    Fields.need(password, "password"),
                    Optional.ofNullable(language),
                    Optional.ofNullable(invitation));
        }

        @Override
        public String toString() {
            return "SignUp[" + name + "]";
        }
    }

    private final SignUps signUps;

    SignUpsResource(SignUps signUps) {
        this.signUps = signUps;
    }

    /// 202 where a mail has to be answered first, the same for an address that has an account already.
    @PostMapping(PATH)
    ResponseEntity<UserView> request(@RequestBody SignUp body) {
        return switch (signUps.request(body.toNewSignUp())) {
            case SignUps.Outcome.Created(User user) -> created(user);
            case SignUps.Outcome.MailSent _ -> ResponseEntity.accepted().build();
        };
    }

    /// With the last part of the link in the mail; works once.
    @PutMapping(PATH + "/{token}")
    ResponseEntity<UserView> confirm(@PathVariable String token) {
        return created(signUps.confirm(token));
    }

    private static ResponseEntity<UserView> created(User user) {
        return ResponseEntity.created(URI.create("/api/v1/users/" + user.name()))
                .body(UserView.of(user));
    }
}
