package io.slipway.web;

import io.slipway.accounts.User;
import java.util.List;
import java.util.Optional;

/// What is around every page.
///
/// @param registry what comes before the name in a reference: `registry.example.com:5000`
/// @param here     the page's own path, to come back to
/// @param user     as whom the page is seen
/// @param insecure the page came over plain http
/// @param notice   what was just done
/// @param running  how many operations of the reader's are not finished, up to some
public record Shell(
        Assets assets,
        Language language,
        Theme theme,
        Reading reading,
        Optional<User> user,
        String registry,
        String here,
        boolean insecure,
        Optional<Notice> notice,
        Standing standing,
        int running) {

    /// @param seenBy   the administrator who looks at the site as `user`
    /// @param overseer may open the administration
    public record Standing(Optional<String> seenBy, boolean overseer) {}

    Shell withRunning(int operations) {
        return new Shell(
                assets, language, theme, reading, user, registry, here, insecure, notice, standing, operations);
    }

    /// On the page of searches, which has a field of its own.
    public boolean exploring() {
        return here.equals("/explore") || here.startsWith("/explore?");
    }

    public boolean login() {
        return here.equals("/login") || here.startsWith("/login?");
    }

    public List<Language> languages() {
        return List.of(Language.values());
    }

    public List<Theme> themes() {
        return List.of(Theme.values());
    }

    public String userName() {
        return user.map(User::name).orElse("");
    }
}
