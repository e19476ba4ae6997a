package io.slipway.access;

/// What somebody is in a repository; each role includes the ones before it.
enum Role {
    NONE,
    READ,
    WRITE,
    MAINTAIN,
    ADMIN;

    boolean allows(Action action) {
        return compareTo(
                        switch (action) {
                            case PULL -> READ;
                            case PUSH -> WRITE;
                            case DELETE -> MAINTAIN;
                        })
                >= 0;
    }
}
