package io.slipway.api;

import io.slipway.accounts.Recovery;
import io.slipway.accounts.SecondFactors;
import io.slipway.accounts.UserRights;
import io.slipway.accounts.Users;
import org.springframework.stereotype.Component;

/// What administers people's accounts.
@Component
record Accounts(Users users, UserRights rights, Recovery recovery, SecondFactors factors) {}
