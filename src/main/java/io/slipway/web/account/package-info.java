/// Accounts: sign-up, confirmations, forgotten passwords and invitations.
@NullMarked
package io.slipway.web.account;

import org.jspecify.annotations.NullMarked;
