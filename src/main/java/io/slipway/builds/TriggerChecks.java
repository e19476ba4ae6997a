package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import io.slipway.builds.GitUrl.Scheme;
import io.slipway.work.OutboundAddresses;
import io.slipway.work.OutboundException;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// What holds for a trigger before it is kept.
@Component
class TriggerChecks {

    private static final int MOST_HOST_KEYS = 20;
    private static final int LONGEST_TOKEN = 4096;
    private static final Pattern LOGIN = Pattern.compile("[^\\p{C}:\\s]{0,200}");
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");
    private static final Pattern HOST_KEY =
            Pattern.compile("[^\\s@#|][^\\s]{0,500} (ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|"
                    + "sk-ssh-ed25519@openssh\\.com) [A-Za-z0-9+/=]{20,4000}( [ -~]{0,200})?");

    private final OutboundAddresses outbound;

    TriggerChecks(OutboundAddresses outbound) {
        this.outbound = outbound;
    }

    /// @throws BuildsException INVALID, with the field
    GitUrl check(TriggerWish wish) {
        GitUrl url = GitUrl.parse(wish.url());
        try {
            outbound.check(url.host());
        } catch (OutboundException e) {
            throw invalid("url", String.valueOf(e.getMessage()));
        }
        boolean shell = url.scheme() == Scheme.SSH;
        if (url.scheme() == Scheme.HTTP && !outbound.isAllowed(url.host())) {
            throw invalid("url", "without TLS anybody on the way could change the sources: use https://");
        }
        if (shell != (wish.access() == GitAccess.KEY)) {
            throw invalid(
                    "access",
                    shell
                            ? "an address of SSH needs a deploy key"
                            : "a deploy key works with addresses of SSH only: git@host:path");
        }
        checkHostKeys(wish, shell);
        if (!LOGIN.matcher(wish.login()).matches()) {
            throw invalid("login", "a user name has at most 200 characters and no spaces or colons");
        }
        wish.token().ifPresent(token -> {
            if (token.length() > LONGEST_TOKEN || !TOKEN.matcher(token).matches()) {
                throw invalid("token", "a token is one line of ASCII without spaces");
            }
        });
        return url;
    }

    private static void checkHostKeys(TriggerWish wish, boolean shell) {
        if (shell && wish.hostKeys().isEmpty()) {
            throw invalid(
                    "hostKeys",
                    "SSH needs the host's keys: paste what ssh-keyscan says, and compare it with what the provider"
                            + " publishes");
        }
        if (wish.hostKeys().size() > MOST_HOST_KEYS) {
            throw invalid("hostKeys", "at most " + MOST_HOST_KEYS + " keys of hosts");
        }
        for (String line : wish.hostKeys()) {
            if (!HOST_KEY.matcher(line).matches()) {
                throw invalid("hostKeys", "a key of a host is a line like: git.example.com ssh-ed25519 AAAA…");
            }
        }
    }

    private static BuildsException invalid(String field, String sentence) {
        return new BuildsException(Code.INVALID, field, sentence);
    }
}
