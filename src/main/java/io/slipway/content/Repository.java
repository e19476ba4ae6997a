package io.slipway.content;

import io.slipway.accounts.Role;
import io.slipway.oci.RepositoryName;
import io.slipway.work.Event;

/// A repository that the caller may use, handed out by the access check.
///
/// Identity and name were true when the check (or the token that stands for it) was made: every query asks for both
/// and for the same access version, so a renamed, deleted or recreated repository honours nothing old.
///
/// @param accessVersion counts changes of visibility and name; compared by each query
/// @param writable      the caller may push here too: only then may a request extend leases
/// @param tags          which tags the caller's credential may push and delete
/// @param role          what the caller is here, as far as the credential reaches
public record Repository(
        long id,
        RepositoryName name,
        long namespaceId,
        int accessVersion,
        boolean writable,
        TagPatterns tags,
        Role role) {

    /// What happens to it, or in it.
    Event event(String action) {
        return Event.of(action).in(namespaceId).on(id).target(name.value());
    }
}
