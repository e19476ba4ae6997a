package io.slipway.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Seals secrets that lie in the database (AES-256-GCM). Sealed bytes: a byte that names the key, the nonce, the rest.
@Component
public class MasterKey {

    private static final int KEY_BYTES = 32;
    private static final byte KEY_ID = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final String FILE = "master.key";

    private final SecureRandom random = new SecureRandom();
    private final byte[] key;

    MasterKey(SecretSettings settings, DataFolder data, Environment environment) {
        this.key = settings.masterKey()
                .map(text -> decode(text, "slipway.master-key"))
                .orElseGet(() -> ownKey(data, environment));
    }

    /// Tells two keys apart without giving either away: 16 hexadecimal digits.
    public String fingerprint() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        digest.update("slipway master key".getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest(key), 0, 8);
    }

    /// @param context what the secret is for and whose; only the same context opens it again
    public byte[] seal(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(KEY_ID)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("Cannot seal a secret", failure);
        }
    }

    /// Throws [IllegalStateException] when the bytes were changed, or sealed with another key or context.
    public byte[] open(byte[] sealed, String context) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BYTES || sealed[0] != KEY_ID) {
            throw new IllegalStateException("These bytes were not sealed with this master key");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(sealed).get(1, nonce);
        int start = 1 + NONCE_BYTES;
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(sealed, start, sealed.length - start);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("Cannot open a sealed secret: changed, or another key or use", failure);
        }
    }

    /// The same 32 bytes for the same subject and purpose, which nobody without the key can tell.
    public byte[] sign(String subject, String purpose) {
        return hmac(hmac(key, "slipway " + purpose), subject);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
        cipher.updateAAD(new byte[] {KEY_ID});
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] ownKey(DataFolder data, Environment environment) {
        if (ExternalDatabase.isConfigured(environment)) {
            // every replica needs the same one, and a backup of the database is worth nothing without it
            throw new StartFailure("slipway.master-key must be set with an external database:"
                    + " make one with `openssl rand -base64 32`, give it to every replica and keep it");
        }
        Path file = data.secrets().resolve(FILE);
        if (!Files.exists(file) && CommandLine.isCommand(environment)) {
            // after a restore another one would only be in the way
            throw new StartFailure("The master key is not at " + file + ": put it there, or set slipway.master-key");
        }
        if (!Files.exists(file)) {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            String text = Base64.getEncoder().encodeToString(fresh) + "\n";
            data.writeSecret(file, text.getBytes(StandardCharsets.US_ASCII));
        }
        try {
            return decode(Files.readString(file).strip(), file.toString());
        } catch (IOException failure) {
            throw new StartFailure("The master key " + file + " cannot be read: " + failure, failure);
        }
    }

    private static byte[] decode(String text, String place) {
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            decoded = new byte[0];
        }
        if (decoded.length != KEY_BYTES) {
            throw new StartFailure(place + " must be 32 bytes in base64, as `openssl rand -base64 32` makes them");
        }
        return decoded;
    }
}
