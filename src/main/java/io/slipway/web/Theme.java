package io.slipway.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the pages look; the server writes it into the page, so that nothing flashes.
public enum Theme {
    SYSTEM("screen"),
    LIGHT("sun"),
    DARK("moon");

    static final String COOKIE = "slipway-theme";

    private final String icon;

    Theme(String icon) {
        this.icon = icon;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String icon() {
        return icon;
    }

    static Optional<Theme> find(String id) {
        return Arrays.stream(values()).filter(theme -> theme.id().equals(id)).findFirst();
    }
}
