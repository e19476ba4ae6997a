package io.slipway.builds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.work.MasterKey;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Seals what triggers keep secret, and opens it for a build.
@Component
public class SourceSecrets {

    private final MasterKey key;

    SourceSecrets(MasterKey key) {
        this.key = key;
    }

    /// @param what of the trigger it is: it opens as nothing else, and for no other trigger
    public byte[] seal(String secret, UUID trigger, String what) {
        return key.seal(secret.getBytes(UTF_8), context(trigger, what));
    }

    /// @throws IllegalStateException when it was sealed with another key, for another trigger, or as something else
    public String open(byte[] sealed, UUID trigger, String what) {
        return new String(key.open(sealed, context(trigger, what)), UTF_8);
    }

    private static String context(UUID trigger, String what) {
        return "trigger " + trigger + " " + what;
    }
}
