package io.slipway.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How many bytes a body may have that is read as this type; others have 1 MiB.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyLimit {

    /// With passwords and codes, which are hashed.
    int AUTHENTICATION = 16 * 1024;

    int TOKEN = 4 * 1024;

    int value();
}
