package io.slipway.web.organisations;

import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.servlet.ModelAndView;

/// What was done, said on the page that comes next: it is in the path, so no cookie is needed.
public enum Notice {
    CREATED,
    SAVED,
    DELETED,
    ADDED,
    REMOVED,
    LEFT,
    JOINED,
    REVOKED,
    RENAMED;

    private static final Pattern DONE = Pattern.compile("[?&]done=([a-z]+)");

    /// The name of a message.
    public String message() {
        return "orgs.done." + id();
    }

    static Optional<Notice> in(Shell shell) {
        Matcher done = DONE.matcher(shell.here());
        return done.find()
                ? Arrays.stream(values())
                        .filter(notice -> notice.id().equals(done.group(1)))
                        .findFirst()
                : Optional.empty();
    }

    ModelAndView at(String path) {
        return new OwnPath(path + "?done=" + id()).seeOther();
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
