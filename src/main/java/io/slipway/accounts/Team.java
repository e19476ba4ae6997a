package io.slipway.accounts;

/// Some of an organisation's members, who get roles together.
public record Team(long id, long organisationId, String name, String description, long members) {}
