package io.slipway.web.palette;

import io.slipway.web.Shell;
import java.util.stream.Stream;

/// The pages that everybody has, or everybody with such rights; each page itself decides who may open it.
final class Places {

    /// @param message what it is called
    record Place(String path, String message, boolean action) {}

    private Places() {}

    static Stream<Place> of(Shell shell) {
        Stream<Place> everybodys = Stream.of(
                page("/", "keys.start"), page("/explore", "keys.repositories"), page("/api/docs", "palette.api"));
        if (shell.user().isEmpty()) {
            return Stream.concat(everybodys, Stream.of(page("/login", "login.title")));
        }
        Stream<Place> own = Stream.of(
                page("/u/" + shell.userName(), "person.own"),
                page("/orgs", "layout.organisations"),
                page("/u/" + shell.userName() + "/-/robots", "robots.mine"),
                new Place("/r/-/new", "create.repository", true),
                new Place("/orgs/-/new", "create.organisation", true),
                new Place("/settings/tokens", "create.token", true),
                page("/settings/profile", "palette.profile"),
                page("/settings/appearance", "palette.appearance"),
                page("/settings/security", "palette.security"),
                page("/settings/sessions", "palette.sessions"));
        Stream<Place> overseers = !shell.standing().overseer()
                ? Stream.of()
                : Stream.of(
                        page("/admin/users", "palette.users"),
                        page("/admin/organisations", "palette.organisations"),
                        page("/admin/audit", "palette.audit"));
        return Stream.of(everybodys, own, overseers).flatMap(places -> places);
    }

    private static Place page(String path, String message) {
        return new Place(path, message, false);
    }
}
