package io.slipway.accounts;

import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106) in the PHC string format, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, with OWASP's parameters.
/// The 19 MiB that a hash fills are used again by the next one, as long as nothing else needs them: as garbage they
/// would stop all requests for collection, five times a second while many people sign in.
final class Argon2 {

    private static final int SALT_LENGTH = 16;
    private static final int HASH_LENGTH = 32;
    private static final Cost COST = new Cost(19_456, 2, 1);
    private static final Pattern ENCODED = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,4}),p=(\\d{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    /// @param memory in KiB
    private record Cost(int memory, int iterations, int lanes) {}

    private record Encoded(Cost cost, byte[] salt, byte[] hash) {}

    private final SecureRandom random = new SecureRandom();
    private final int kept;
    private SoftReference<BlockPool> blocks = new SoftReference<>(null);

    /// @param atOnce how many hashes are computed at one time
    Argon2(int atOnce) {
        kept = atOnce * COST.memory();
    }

    String encode(String password) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        byte[] hash = hash(password, salt, COST, HASH_LENGTH);
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        COST.memory(),
                        COST.iterations(),
                        COST.lanes(),
                        ENCODER.encodeToString(salt),
                        ENCODER.encodeToString(hash));
    }

    /// False, too, for a text that is not such a hash.
    boolean matches(String password, String encoded) {
        return parse(encoded)
                .filter(found -> MessageDigest.isEqual(
                        found.hash(), hash(password, found.salt(), found.cost(), found.hash().length)))
                .isPresent();
    }

    /// Whether a hash was made with parameters weaker than today's.
    boolean isWeak(String encoded) {
        return parse(encoded)
                .filter(found ->
                        found.cost().memory() >= COST.memory() && found.cost().iterations() >= COST.iterations())
                .isEmpty();
    }

    private byte[] hash(String password, byte[] salt, Cost cost, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withSalt(salt)
                .withMemoryAsKB(cost.memory())
                .withIterations(cost.iterations())
                .withParallelism(cost.lanes())
                .withBlockPool(blocks())
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private synchronized BlockPool blocks() {
        BlockPool known = blocks.get();
        if (known != null) {
            return known;
        }
        BlockPool fresh = new FixedBlockPool(kept);
        blocks = new SoftReference<>(fresh);
        return fresh;
    }

    private static Optional<Encoded> parse(String encoded) {
        Matcher matcher = ENCODED.matcher(encoded);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return Optional.of(new Encoded(
                new Cost(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))),
                decoder.decode(matcher.group(4)),
                decoder.decode(matcher.group(5))));
    }
}
