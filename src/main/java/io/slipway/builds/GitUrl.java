package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a Git repository is: `https://`, `ssh://` or `git@host:path`, in characters that no command takes for more
/// than an address. What comes in the address is kept as it was written.
///
/// @param host as written, IPv6 in brackets
/// @param port as written; empty: the usual one
public record GitUrl(String value, Scheme scheme, String host, Optional<Integer> port, String path) {

    public enum Scheme {
        HTTPS,
        HTTP,
        SSH
    }

    private static final int LONGEST = 2000;
    private static final String HOST = "(?<host>[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?|\\[[0-9A-Fa-f:.]+])";
    private static final String TEXT = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[2-7][0-9A-Fa-f])";
    private static final Pattern WEB =
            Pattern.compile("(?<scheme>https?)://" + HOST + "(?::(?<port>[0-9]{1,5}))?/(?<path>" + TEXT + "+)");
    private static final Pattern SHELL = Pattern.compile(
            "ssh://(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?" + HOST + "(?::(?<port>[0-9]{1,5}))?/(?<path>" + TEXT + "+)");
    private static final Pattern SHORT =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*@" + HOST + ":(?<path>(?![-:])" + TEXT + "+)");

    /// @throws BuildsException INVALID, of the field `url`
    public static GitUrl parse(String text) {
        if (text.length() > LONGEST) {
            throw invalid("the address has at most " + LONGEST + " characters");
        }
        Matcher web = WEB.matcher(text);
        if (web.matches()) {
            Scheme scheme = web.group("scheme").equals("https") ? Scheme.HTTPS : Scheme.HTTP;
            return of(text, scheme, web, port(web.group("port")));
        }
        Matcher shell = SHELL.matcher(text);
        if (shell.matches()) {
            return of(text, Scheme.SSH, shell, port(shell.group("port")));
        }
        Matcher brief = SHORT.matcher(text);
        if (brief.matches()) {
            return of(text, Scheme.SSH, brief, Optional.empty());
        }
        throw invalid(
                text.contains("@") && text.contains("://")
                        ? "the address has no user name and no password: those are given apart from it"
                        : "the address begins with https:// or ssh://, or looks like git@host:path,"
                                + " and has no spaces and no question mark");
    }

    /// Whether a credential for one of them is given to nobody else with the other.
    boolean isAtSameServer(GitUrl other) {
        return scheme == other.scheme && host.equalsIgnoreCase(other.host) && port.equals(other.port);
    }

    private static GitUrl of(String text, Scheme scheme, Matcher parts, Optional<Integer> port) {
        String path = parts.group("path");
        for (String part : path.split("/", -1)) {
            if (part.equals("..") || part.startsWith("-")) {
                throw invalid("no part of the path is .. or begins with -");
            }
        }
        return new GitUrl(text, scheme, parts.group("host"), port, path);
    }

    private static Optional<Integer> port(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65_535) {
            throw invalid("a port is a number from 1 to 65535");
        }
        return Optional.of(port);
    }

    private static BuildsException invalid(String sentence) {
        return new BuildsException(Code.INVALID, "url", sentence);
    }
}
