package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.access.Holding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What somebody may do, and why; the strongest reason first.
///
/// @param name of the person or robot, or of the repository where one person's are listed
/// @param kind of the name
record HoldingView(String name, String kind, String role, List<Why> reasons) {

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Why(String why, String role, Optional<String> team) {

        static Why of(Holding.Reason reason) {
            return new Why(
                    reason.why().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    reason.role().id(),
                    Optional.of(reason.team()).filter(team -> !team.isEmpty()));
        }
    }

    static HoldingView of(Holding holding) {
        return of(holding, GrantsResource.id(holding.kind()));
    }

    static HoldingView ofRepository(Holding holding) {
        return of(holding, "repository");
    }

    private static HoldingView of(Holding holding, String kind) {
        return new HoldingView(
                holding.name(),
                kind,
                holding.role().id(),
                holding.reasons().stream().map(Why::of).toList());
    }
}
