package io.slipway.api;

import io.slipway.accounts.Recovery;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// New passwords for people who forgot the old one.
@RestController
class PasswordResetsResource {

    static final String PATH = "/api/v1/password-resets";

    /// @param account  a name or an e-mail address
    /// @param language of the mail, where the account names none
    @BodyLimit(BodyLimit.AUTHENTICATION)
    record Ask(@Nullable String account, @Nullable String language) {}

    @BodyLimit(BodyLimit.AUTHENTICATION)
    record Choice(@Nullable String password) {

        @Override
        public String toString() {
            return "Choice[…]";
        }
    }

    private final Recovery recovery;

    PasswordResetsResource(Recovery recovery) {
        this.recovery = recovery;
    }

    /// A mail with a link, if there is such an account: the answer does not tell.
    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void ask(@RequestBody Ask body) {
        String account = Fields.need(body.account(), "account");
        if (!recovery.byMail()) {
            throw new ApiException(
                    409, "mail-missing", "this site sends no mail: an administrator can hand out a link");
        }
        recovery.ask(account, Optional.ofNullable(body.language()));
    }

    /// With the last part of the link; works once, and ends all sessions.
    @PutMapping(PATH + "/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void choose(@PathVariable String token, @RequestBody Choice body) {
        recovery.reset(token, Fields.need(body.password(), "password"));
    }
}
