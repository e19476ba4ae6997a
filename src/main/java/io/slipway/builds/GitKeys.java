package io.slipway.builds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.springframework.stereotype.Component;

/// Makes deploy keys: Ed25519, in the forms of OpenSSH.
@Component
class GitKeys {

    /// @param open   one line for `authorized_keys`
    /// @param closed a file for `ssh -i`
    record Pair(String open, String closed) {

        @Override
        public String toString() {
            return "Pair[" + open + "]";
        }
    }

    private static final int LINE = 70;

    private final SecureRandom random = new SecureRandom();

    Pair fresh(UUID trigger) {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(random));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        try {
            String open = Base64.getEncoder().encodeToString(OpenSSHPublicKeyUtil.encodePublicKey(pair.getPublic()));
            String closed = Base64.getMimeEncoder(LINE, new byte[] {'\n'})
                    .encodeToString(OpenSSHPrivateKeyUtil.encodePrivateKey(pair.getPrivate()));
            return new Pair(
                    "ssh-ed25519 " + open + " slipway-" + trigger,
                    "-----BEGIN OPENSSH PRIVATE KEY-----\n" + closed + "\n-----END OPENSSH PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
