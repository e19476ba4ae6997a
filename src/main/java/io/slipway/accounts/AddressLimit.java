package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.RequestOrigin;
import io.slipway.work.Throttle;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// How often strangers may ask for what sends mail or makes accounts: ten times an hour from one address.
@Component
class AddressLimit {

    private static final Throttle.Policy POLICY = new Throttle.Policy(9, Duration.ofMinutes(6), Duration.ofMinutes(6));

    private final Throttle throttle;

    AddressLimit(Throttle throttle) {
        this.throttle = throttle;
    }

    /// @throws AccountsException when the address in progress has to wait
    void spend(String what) {
        String key =
                what + ":" + RequestOrigin.current().map(RequestOrigin::address).orElse("");
        Duration wait = throttle.attempt(key, POLICY);
        if (wait.isPositive()) {
            throw new AccountsException(
                    Code.TOO_MANY_TRIES,
                    "too often from this address; try again in " + (wait.toMinutes() + 1) + " min");
        }
    }
}
