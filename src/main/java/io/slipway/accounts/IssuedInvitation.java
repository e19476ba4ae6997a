package io.slipway.accounts;

/// A fresh invitation with its link, which is shown once.
public record IssuedInvitation(Invitation invitation, IssuedLink link) {}
