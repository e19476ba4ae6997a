package io.slipway.api;

import io.slipway.accounts.EmailChanges;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Changed e-mail addresses whose owner has got the mail.
@RestController
class EmailConfirmationsResource {

    static final String PATH = "/api/v1/email-confirmations";

    private final EmailChanges emails;

    EmailConfirmationsResource(EmailChanges emails) {
        this.emails = emails;
    }

    /// With the last part of the link in the mail; works once.
    @PutMapping(PATH + "/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@PathVariable String token) {
        emails.confirm(token);
    }
}
