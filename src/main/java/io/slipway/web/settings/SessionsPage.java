package io.slipway.web.settings;

import io.slipway.access.DockerLogin;
import io.slipway.accounts.BrowserSession;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Shell;
import java.util.List;

/// @param browsers this one first
public record SessionsPage(Shell shell, List<Browser> browsers, List<Login> logins) {

    /// @param client  what the browser calls itself
    /// @param current the one that asks
    public record Browser(
            long id, String client, String address, Moment begun, Moment seen, int factors, boolean current) {

        static Browser of(BrowserSession session, Language language) {
            return new Browser(
                    session.id(),
                    Agent.name(session.client()),
                    session.address(),
                    Moment.of(session.createdAt(), language),
                    Moment.of(session.seenAt(), language),
                    session.factors(),
                    session.current());
        }
    }

    /// What a `docker login` left behind.
    public record Login(long id, String client, Moment begun, Moment used, Moment expires) {

        static Login of(DockerLogin login, Language language) {
            return new Login(
                    login.id(),
                    login.client(),
                    Moment.of(login.createdAt(), language),
                    Moment.of(login.usedAt(), language),
                    Moment.of(login.expiresAt(), language));
        }
    }

    static SessionsPage of(Shell shell, List<BrowserSession> sessions, List<DockerLogin> logins) {
        return new SessionsPage(
                shell,
                sessions.stream()
                        .map(session -> Browser.of(session, shell.language()))
                        .toList(),
                logins.stream().map(login -> Login.of(login, shell.language())).toList());
    }

    public boolean others() {
        return browsers.size() > 1;
    }

    /// To the second: what ends one of two sessions of a minute says which.
    public String exactly(Moment begun) {
        return Moment.exact(begun.instant(), shell.language());
    }

    public String section() {
        return "sessions";
    }
}
