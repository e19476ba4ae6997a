package io.slipway.access;

import io.slipway.accounts.Role;
import java.util.List;

/// What somebody may do somewhere, and why.
///
/// @param name     a principal's; that of a repository where one principal's holdings are listed
/// @param role     the highest of the reasons
/// @param reasons  all of them, the strongest first
public record Holding(String name, Grantee.Kind kind, Role role, List<Reason> reasons) {

    public enum Why {
        /// administrators of the site
        SITE,
        /// the namespace is the user's own
        NAMESPACE,
        /// an owner of the organisation
        OWNER,
        /// the default role of the organisation's members
        MEMBER,
        /// a grant on the repository
        GRANT,
        /// a grant on the whole namespace
        NAMESPACE_GRANT,
        /// a grant to a team
        TEAM,
        /// everybody may read it
        PUBLIC
    }

    /// @param team the team's name, else empty
    public record Reason(Why why, Role role, String team) {}
}
