package io.slipway.access;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.util.Optional;

/// Who asks has to come back with a (better) token: answered 401 with a challenge.
public class ChallengeException extends OciException {

    /// The `error` of RFC 6750.
    public enum Reason {
        NO_TOKEN(Optional.empty()),
        INVALID_TOKEN(Optional.of("invalid_token")),
        INSUFFICIENT_SCOPE(Optional.of("insufficient_scope"));

        private final Optional<String> error;

        Reason(Optional<String> error) {
            this.error = error;
        }

        public Optional<String> error() {
            return error;
        }
    }

    private final Reason reason;
    private final transient Optional<String> scope;

    private ChallengeException(Reason reason, Optional<String> scope, String message) {
        super(ErrorCode.UNAUTHORIZED, message);
        this.reason = reason;
        this.scope = scope;
    }

    /// What to ask a token for: whoever pushes has to look first.
    public static String scope(RepositoryName name, Action action) {
        return "repository:" + name + ":" + (action == Action.PUSH ? "pull,push" : action.id());
    }

    static ChallengeException forRepository(Reason reason, RepositoryName name, Action action) {
        return new ChallengeException(reason, Optional.of(scope(name, action)), message(reason));
    }

    public static ChallengeException forCatalog(Reason reason) {
        return new ChallengeException(reason, Optional.of("registry:catalog:*"), message(reason));
    }

    public static ChallengeException forNothing(Reason reason) {
        return new ChallengeException(reason, Optional.empty(), message(reason));
    }

    /// A refused password or token, with the sentence that says why.
    public static ChallengeException refused(String message) {
        return new ChallengeException(Reason.NO_TOKEN, Optional.empty(), message);
    }

    public Reason reason() {
        return reason;
    }

    public Optional<String> scope() {
        return scope;
    }

    private static String message(Reason reason) {
        return switch (reason) {
            case NO_TOKEN -> "authentication required: sign in with docker login";
            case INVALID_TOKEN -> "the access token is not valid (any more): ask for a new one";
            case INSUFFICIENT_SCOPE -> "the access token was not asked for this action: ask for one with this scope";
        };
    }
}
