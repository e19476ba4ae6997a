package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.slipway.access.Caller;
import io.slipway.access.Grant;
import io.slipway.access.Grantee;
import io.slipway.access.Grants;
import io.slipway.accounts.Role;
import io.slipway.content.Repository;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Below a repository: who was given a role there. Robots' names have a `+`, so names are parts of paths and of
/// bodies, never of queries.
@Component
class GrantsResource {

    static final String NAME = "grants";

    @JsonPropertyOrder({"kind", "name", "role", "grantedAt", "grantedBy"})
    record View(String kind, String name, String role, Instant grantedAt, String grantedBy) {

        static View of(Grant grant) {
            return new View(
                    id(grant.grantee().kind()),
                    grant.grantee().name(),
                    grant.role().id(),
                    grant.at(),
                    grant.by());
        }
    }

    record Body(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String role) {

        Grantee.Kind toKind() {
            return find(kind == null ? "" : kind)
                    .orElseThrow(() -> ApiException.invalid("kind is user, robot or team"));
        }

        String toName() {
            if (name == null || name.isEmpty() || name.indexOf('\0') >= 0) {
                throw ApiException.invalid("name is that of a user, a robot (acme+ci) or a team");
            }
            return name;
        }

        Role toRole() {
            return Role.find(role == null ? "" : role)
                    .filter(found -> found != Role.NONE)
                    .orElseThrow(() -> ApiException.invalid("role is read, write, maintain or admin"));
        }
    }

    private final Grants grants;

    GrantsResource(Grants grants) {
        this.grants = grants;
    }

    List<View> list(Repository repository) {
        return grants.list(repository).stream().map(View::of).toList();
    }

    /// Gives a role, or another one.
    View put(Repository repository, Body body, Caller by) {
        Grantee.Kind kind = body.toKind();
        String name = body.toName();
        grants.set(repository, kind, name, body.toRole(), by);
        return grants.list(repository).stream()
                .filter(grant ->
                        grant.grantee().kind() == kind && grant.grantee().name().equals(name))
                .map(View::of)
                .findFirst()
                .orElseThrow(ApiException::notFound);
    }

    /// @param grantee `<kind>/<name>`
    void delete(Repository repository, String grantee) {
        int slash = grantee.indexOf('/');
        Grantee.Kind kind = find(grantee.substring(0, Math.max(0, slash))).orElseThrow(ApiException::notFound);
        grants.revoke(repository, kind, grantee.substring(slash + 1));
    }

    static String id(Grantee.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Grantee.Kind> find(String id) {
        return Arrays.stream(Grantee.Kind.values())
                .filter(kind -> id(kind).equals(id))
                .findFirst();
    }
}
