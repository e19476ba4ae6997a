package io.slipway.builds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.content.Repository;
import io.slipway.work.MasterKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Tokens of triggers that are not made yet: sealed for who typed them, for the repository and for the Git server that
/// they are of, and good for a few hours. Nothing is kept here: the form carries what is sealed.
@Service
public class TriggerDrafts {

    private static final Duration LIFE = Duration.ofHours(4);

    private final MasterKey key;
    private final Clock clock;

    TriggerDrafts(MasterKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /// Empty where the address is none.
    public Optional<String> seal(Repository repository, long principal, String url, String token) {
        return context(repository, principal, url)
                .map(context -> key.seal((clock.instant().getEpochSecond() + " " + token).getBytes(UTF_8), context))
                .map(Base64.getUrlEncoder().withoutPadding()::encodeToString);
    }

    /// Empty where it is another's, another server's, too old, or nothing that was sealed.
    public Optional<String> open(Repository repository, long principal, String url, String sealed) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(sealed);
            return context(repository, principal, url)
                    .map(context -> new String(key.open(bytes, context), UTF_8))
                    .filter(this::isYoung)
                    .map(plain -> plain.substring(plain.indexOf(' ') + 1));
        } catch (IllegalArgumentException | IllegalStateException notSealed) {
            return Optional.empty();
        }
    }

    private boolean isYoung(String plain) {
        Instant sealedAt = Instant.ofEpochSecond(Long.parseLong(plain.substring(0, plain.indexOf(' '))));
        return sealedAt.plus(LIFE).isAfter(clock.instant());
    }

    private static Optional<String> context(Repository repository, long principal, String url) {
        try {
            GitUrl git = GitUrl.parse(url.strip());
            String server = git.scheme() + " " + git.host().toLowerCase(Locale.ROOT) + " " + git.port();
            return Optional.of("draft of " + principal + " for " + repository.id() + " at " + server);
        } catch (BuildsException noAddress) {
            return Optional.empty();
        }
    }
}
