package io.slipway.access;

import io.slipway.accounts.Role;
import io.slipway.content.TagPatterns;
import java.util.EnumSet;
import java.util.Set;

/// How a credential narrows what its holder may do. Whatever may be changed may be read, too.
///
/// @param tags         the tags that may be pushed and deleted
/// @param namespaces   with `repositories` both empty: everywhere; else only there
public record CredentialScope(Set<Right> rights, TagPatterns tags, Set<Long> namespaces, Set<Long> repositories) {

    /// An account's own password, or its browser session.
    static final CredentialScope WHOLE =
            new CredentialScope(EnumSet.allOf(Right.class), TagPatterns.EVERY, Set.of(), Set.of());

    public CredentialScope {
        EnumSet<Right> whole = EnumSet.of(Right.READ);
        whole.addAll(rights);
        rights = Set.copyOf(whole);
        namespaces = Set.copyOf(namespaces);
        repositories = Set.copyOf(repositories);
    }

    public boolean everywhere() {
        return namespaces.isEmpty() && repositories.isEmpty();
    }

    boolean covers(long namespaceId, long repositoryId) {
        return everywhere() || namespaces.contains(namespaceId) || repositories.contains(repositoryId);
    }

    boolean coversNew(long namespaceId) {
        return everywhere() || namespaces.contains(namespaceId);
    }

    /// Whether the role may do nothing that this scope may not.
    boolean mayGive(Role role) {
        Set<Right> needed = switch (role) {
            case NONE -> Set.of();
            case READ -> Set.of(Right.READ);
            case WRITE -> Set.of(Right.READ, Right.WRITE);
            case MAINTAIN -> Set.of(Right.READ, Right.WRITE, Right.DELETE);
            case ADMIN -> Set.of(Right.values());
        };
        return rights.containsAll(needed) && (tags.everything() || role.compareTo(Role.WRITE) < 0);
    }

    /// Nothing that this scope does not have.
    boolean includes(CredentialScope other) {
        boolean places = everywhere()
                || !other.everywhere()
                        && namespaces.containsAll(other.namespaces)
                        && repositories.containsAll(other.repositories);
        return rights.containsAll(other.rights) && places && (tags.everything() || tags.equals(other.tags));
    }
}
