package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.accounts.SecondFactors;
import io.slipway.accounts.User;
import io.slipway.work.RequestOrigin;
import org.springframework.stereotype.Service;

/// Asks somebody who is signed in for the password, or for a code of the second factor, before what matters most: a
/// borrowed browser or a found token is not enough. Guesses count like those of a sign-in.
@Service
public class Proof {

    private final Authenticator authenticator;
    private final SecondFactors factors;

    Proof(Authenticator authenticator, SecondFactors factors) {
        this.authenticator = authenticator;
        this.factors = factors;
    }

    /// @throws AccessException    PROOF_WRONG
    /// @throws ThrottledException after too many wrong ones
    public void password(User user, String password) {
        String address = RequestOrigin.current().map(RequestOrigin::address).orElse("");
        switch (authenticator.verify(user.name(), password, address)) {
            case Verification.Verified(Caller.Person _) -> {}
            case Verification.FactorNeeded _ -> {}
            // a token is no password
            case Verification.Verified _ -> throw wrong("the password is not right");
            case Verification.Refused refused -> {
                if (refused.delay().isPositive()) {
                    throw new ThrottledException(refused.reason(), refused.delay());
                }
                throw wrong(
                        refused.why() == Verification.Refusal.WRONG ? "the password is not right" : refused.reason());
            }
        }
    }

    /// A code of now, or a recovery code, which is used up.
    ///
    /// @throws AccessException    PROOF_WRONG
    /// @throws ThrottledException after too many wrong ones
    public void code(User user, String code) {
        switch (factors.verify(user.id(), code)) {
            case SecondFactors.Verification.Passed _ -> {}
            case SecondFactors.Verification.Wrong _ -> throw wrong("this code is not right");
            case SecondFactors.Verification.Wait(var wait) ->
                throw new ThrottledException(
                        "too many wrong codes; try again in " + (wait.toSeconds() + 1) + " s", wait);
        }
    }

    private static AccessException wrong(String message) {
        return new AccessException(Code.PROOF_WRONG, message);
    }
}
