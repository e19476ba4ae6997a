package io.slipway.accounts;

/// A namespace that several people share.
///
/// @param id            the namespace
/// @param defaultRole   what every member is in every repository
/// @param membersCreate whether members that are no owners may create repositories
public record Organisation(
        long id, String name, String displayName, String description, Role defaultRole, boolean membersCreate) {}
