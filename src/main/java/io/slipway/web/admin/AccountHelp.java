package io.slipway.web.admin;

import io.slipway.accounts.AccountsException;
import io.slipway.accounts.IssuedLink;
import io.slipway.accounts.Recovery;
import io.slipway.accounts.SecondFactors;
import io.slipway.accounts.User;
import io.slipway.web.admin.AccountPage.Link;
import io.slipway.work.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// What gets somebody back in who is locked out.
@Component
class AccountHelp {

    private final Recovery recovery;
    private final SecondFactors factors;
    private final PublicUrl publicUrl;
    private final Clock clock;

    AccountHelp(Recovery recovery, SecondFactors factors, PublicUrl publicUrl, Clock clock) {
        this.recovery = recovery;
        this.factors = factors;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /// @throws AccountsException for a disabled account
    Link link(User user, User administrator, HttpServletRequest request) {
        IssuedLink link = recovery.linkFor(user.id(), administrator.id());
        String base = publicUrl.base(request.getScheme(), request.getServerName(), request.getServerPort());
        long minutes = Duration.between(clock.instant(), link.expiresAt()).toMinutes();
        return new Link(base + link.path(), (int) Math.ceilDiv(minutes, 60));
    }

    /// Nothing happens where none is on.
    void disableFactor(User user) {
        if (user.twoFactor()) {
            factors.disable(user.id());
        }
    }
}
