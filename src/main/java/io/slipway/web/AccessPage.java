package io.slipway.web;

import java.util.List;
import java.util.Optional;

/// @param own  what the reader may do here, as nobody else sees it
/// @param list where the reader may see everybody's
public record AccessPage(Shell shell, RepositoryHead head, HeldRole own, Optional<AccessList> list) {

    /// @param teams  that were given a role here
    /// @param asked  about whom the reader asked
    /// @param answer what that is; none where there is nobody of that name
    public record AccessList(
            List<HeldRole> rows,
            List<GrantRow> teams,
            String asked,
            Optional<HeldRole> answer,
            boolean first,
            Optional<String> next) {}
}
