package io.slipway.web.account;

import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;
import java.util.Optional;

/// @param inviter      empty when the link works no more
/// @param organisation none: to the site
/// @param signUp       the site lets the invited make accounts
public record InvitationPage(
        Shell shell, String token, String inviter, Optional<String> organisation, boolean signUp, FieldFaults faults) {

    public boolean live() {
        return !inviter.isEmpty();
    }
}
