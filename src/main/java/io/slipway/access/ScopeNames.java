package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.content.TagPatterns;
import io.slipway.oci.RepositoryName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Makes a [CredentialScope] of names. What the caller may not see cannot be named.
@Service
public class ScopeNames {

    /// Where a token is to be good: both empty means everywhere.
    public record Places(List<String> repositories, List<String> namespaces) {

        public static final Places EVERYWHERE = new Places(List.of(), List.of());

        public Places {
            repositories = List.copyOf(repositories);
            namespaces = List.copyOf(namespaces);
        }
    }

    private static final int MAX = 100;

    private final Access access;
    private final NamespaceAccess namespaces;

    ScopeNames(Access access, NamespaceAccess namespaces) {
        this.access = access;
        this.namespaces = namespaces;
    }

    /// @throws AccessException                CREDENTIAL_INVALID; NOT_FOUND for a namespace
    /// @throws io.slipway.oci.OciException for a repository that is no name, or none that the caller may read
    public CredentialScope scope(Caller caller, Set<Right> rights, Places places, List<String> tagPatterns) {
        if (rights.isEmpty()) {
            throw new AccessException(Code.CREDENTIAL_INVALID, "a token has one right or more");
        }
        if (places.repositories().size() + places.namespaces().size() > MAX) {
            throw new AccessException(Code.CREDENTIAL_INVALID, "a token is limited to at most " + MAX + " places");
        }
        return new CredentialScope(
                rights,
                patterns(tagPatterns),
                places.namespaces().stream()
                        .map(name -> namespaces.toSee(caller, name).id())
                        .collect(Collectors.toSet()),
                places.repositories().stream()
                        .map(name ->
                                access.toSee(caller, RepositoryName.parse(name)).id())
                        .collect(Collectors.toSet()));
    }

    private static TagPatterns patterns(List<String> globs) {
        try {
            return new TagPatterns(globs);
        } catch (IllegalArgumentException e) {
            throw new AccessException(
                    Code.CREDENTIAL_INVALID,
                    "tags are limited by at most 20 patterns of letters, digits, _ . - and the wildcards * and ?");
        }
    }
}
