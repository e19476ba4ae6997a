package io.slipway.web;

/// How the pages look to whoever reads this one.
public record AppearancePage(Shell shell) {

    public String section() {
        return "appearance";
    }
}
