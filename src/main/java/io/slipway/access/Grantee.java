package io.slipway.access;

/// Who holds a grant: a person, a robot of the namespace, or a team of the organisation.
///
/// @param id   the principal, or the team
/// @param name of a team without its organisation; of a robot the full one
public record Grantee(Kind kind, long id, String name) {

    public enum Kind {
        USER,
        ROBOT,
        TEAM
    }
}
