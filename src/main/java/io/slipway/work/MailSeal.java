package io.slipway.work;

import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Mail waits sealed: it may carry a link that opens an account.
@Component
class MailSeal {

    private final JsonMapper json = JsonMapper.builder().build();
    private final MasterKey masterKey;

    MailSeal(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    byte[] close(UUID id, Mail mail) {
        return masterKey.seal(json.writeValueAsBytes(mail), context(id));
    }

    Mail open(UUID id, byte[] sealed) {
        return json.readValue(masterKey.open(sealed, context(id)), Mail.class);
    }

    private static String context(UUID id) {
        return "mail " + id;
    }
}
