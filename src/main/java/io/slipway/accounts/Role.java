package io.slipway.accounts;

/// What somebody is in a repository; each role includes the ones before it. Stored by its place in this list.
public enum Role {
    NONE,
    READ,
    WRITE,
    MAINTAIN,
    ADMIN
}
