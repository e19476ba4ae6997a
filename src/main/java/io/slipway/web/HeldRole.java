package io.slipway.web;

import io.slipway.access.Grantee.Kind;
import io.slipway.access.Holding;
import java.util.List;
import java.util.Locale;

/// What somebody may do somewhere, in words.
///
/// @param path of the person or repository that the name is of; empty for a robot
/// @param kind of the name: `user` or `robot`
/// @param role `none` for who may do nothing
public record HeldRole(String name, String path, String kind, String role, List<Why> whys) {

    /// @param message says it, about the team
    public record Why(String message, String role, String team) {

        static Why of(Holding.Reason reason) {
            return new Why(
                    "why." + reason.why().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    reason.role().id(),
                    reason.team());
        }
    }

    /// Of a person or robot in one repository.
    public static HeldRole of(Holding holding) {
        return of(holding, holding.kind() == Kind.USER ? "/u/" + holding.name() : "");
    }

    /// Of one person in some repository.
    public static HeldRole ofRepository(Holding holding) {
        return of(holding, "/r/" + holding.name() + "/-/access");
    }

    private static HeldRole of(Holding holding, String path) {
        return new HeldRole(
                holding.name(),
                path,
                holding.kind().name().toLowerCase(Locale.ROOT),
                holding.role().id(),
                holding.reasons().stream().map(Why::of).toList());
    }
}
