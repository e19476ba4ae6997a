package io.slipway.web.settings;

import io.slipway.web.Shell;

/// A secret, shown once.
public record TokenPage(Shell shell, String name, String secret) {

    public String section() {
        return "tokens";
    }

    public String login() {
        return "echo " + secret + " | docker login " + shell.registry() + " -u " + shell.userName()
                + " --password-stdin";
    }

    @Override
    public String toString() {
        return "TokenPage[" + name + "]";
    }
}
