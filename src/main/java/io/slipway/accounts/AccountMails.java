package io.slipway.accounts;

import io.slipway.work.Mails;
import io.slipway.work.OpaqueToken;
import io.slipway.work.SlipwaySettings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Mails about accounts. Their links begin with `slipway.public-url` and with nothing that a request says.
@Component
class AccountMails {

    /// The pages that links open; the token comes after.
    enum Page {
        SIGN_UP("/signup/confirm/"),
        INVITATION("/signup/invitation/"),
        ORGANISATION("/orgs/-/invitations/"),
        RESET("/password/reset/"),
        EMAIL("/settings/email/");

        private final String path;

        Page(String path) {
            this.path = path;
        }

        String path(OpaqueToken token) {
            return path + token.value();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(AccountMails.class);

    private final Mails mails;
    private final Optional<URI> site;

    AccountMails(Mails mails, SlipwaySettings settings) {
        this.mails = mails;
        this.site = settings.publicUrl();
        if (mails.configured() && site.isEmpty()) {
            LOG.warn("no mail is sent about accounts until slipway.public-url is set: links need it");
        }
    }

    boolean configured() {
        return mails.configured() && site.isPresent();
    }

    String link(Page page, OpaqueToken token) {
        return site.orElseThrow() + page.path(token);
    }

    /// In the caller's transaction, if mail can be sent. Every mail knows `{site}`, the host it is about.
    void send(String to, String key, Optional<String> language, Map<String, String> values) {
        if (configured()) {
            Map<String, String> all = new TreeMap<>(values);
            all.put("site", site.orElseThrow().getHost());
            mails.send(to, key, Profile.locale(language), all);
        }
    }
}
