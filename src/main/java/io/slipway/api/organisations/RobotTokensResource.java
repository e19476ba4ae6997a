package io.slipway.api.organisations;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.Credential;
import io.slipway.access.CredentialScope;
import io.slipway.access.Credentials;
import io.slipway.access.Credentials.Issued;
import io.slipway.access.NewCredential;
import io.slipway.access.Right;
import io.slipway.access.RobotAccess;
import io.slipway.accounts.Robot;
import io.slipway.api.ApiCallerFilter;
import io.slipway.api.ApiException;
import io.slipway.api.BodyLimit;
import io.slipway.api.CredentialView;
import io.slipway.api.PageQuery;
import io.slipway.content.Page;
import io.slipway.content.TagPatterns;
import io.slipway.oci.RepositoryName;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// A robot's tokens. A secret is in the answer that makes it, and nowhere else.
@RestController
@RequestMapping({RobotsResource.OF_ORGANISATION + "/{robot}/tokens", RobotsResource.OF_NAMESPACE + "/{robot}/tokens"})
class RobotTokensResource {

    @BodyLimit(BodyLimit.TOKEN)
    record Creation(
            @Nullable String name,
            @Nullable List<String> rights,
            @Nullable List<String> tagPatterns,
            @Nullable List<String> repositories,
            @Nullable Integer expiresInDays) {

        Set<Right> wantedRights() {
            return (rights == null ? List.of("read") : rights)
                    .stream().map(Creation::right).collect(Collectors.toUnmodifiableSet());
        }

        TagPatterns wantedTags() {
            try {
                return tagPatterns == null ? TagPatterns.EVERY : new TagPatterns(tagPatterns);
            } catch (IllegalArgumentException | NullPointerException malformed) {
                throw ApiException.invalid("tagPatterns are " + malformed.getMessage());
            }
        }

        Optional<Duration> life() {
            return Optional.ofNullable(expiresInDays).map(Duration::ofDays);
        }

        private static Right right(@Nullable String id) {
            return Arrays.stream(Right.values())
                    .filter(right -> right.name().toLowerCase(Locale.ROOT).equals(id))
                    .findFirst()
                    .orElseThrow(() -> ApiException.invalid("rights are some of read, write, delete, admin"));
        }
    }

    record Change(@Nullable Boolean disabled) {}

    /// @param overlapHours how long the old secret stays good
    record Rotation(@Nullable Integer overlapHours) {}

    private final RobotAccess robots;
    private final Access access;
    private final Credentials credentials;

    RobotTokensResource(RobotAccess robots, Access access, Credentials credentials) {
        this.robots = robots;
        this.access = access;
        this.credentials = credentials;
    }

    @GetMapping
    ResponseEntity<List<CredentialView>> list(
            @PathVariable String namespace,
            @PathVariable String robot,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Robot holder =
                robots.toSee(ApiCallerFilter.caller(request), namespace, robot).robot();
        PageQuery query = PageQuery.of(after, limit);
        Page<Credential> page = credentials.page(holder, before(query), query.limit());
        List<CredentialView> items =
                page.items().stream().map(CredentialView::of).toList();
        return query.answer(request.getRequestURI(), items, page.more(), token -> String.valueOf(token.id()));
    }

    @PostMapping
    ResponseEntity<CredentialView> create(
            @PathVariable String namespace,
            @PathVariable String robot,
            @RequestBody Creation body,
            HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        Robot holder = robots.toManage(caller, namespace, robot).robot();
        String name = Given.needed(body.name(), "name");
        CredentialScope scope =
                robots.scope(holder, body.wantedRights(), body.wantedTags(), places(caller, body.repositories()));
        Issued issued = credentials.issue(holder, new NewCredential(name, scope, body.life()), caller);
        URI path =
                URI.create(request.getRequestURI() + "/" + issued.credential().id());
        return ResponseEntity.created(path).body(CredentialView.of(issued));
    }

    @GetMapping("/{id}")
    CredentialView get(
            @PathVariable String namespace,
            @PathVariable String robot,
            @PathVariable long id,
            HttpServletRequest request) {
        Robot holder =
                robots.toSee(ApiCallerFilter.caller(request), namespace, robot).robot();
        return CredentialView.of(credentials.get(holder, id));
    }

    @PatchMapping("/{id}")
    CredentialView change(
            @PathVariable String namespace,
            @PathVariable String robot,
            @PathVariable long id,
            @RequestBody Change body,
            HttpServletRequest request) {
        Robot holder = managed(request, namespace, robot);
        return CredentialView.of(
                body.disabled() == null
                        ? credentials.get(holder, id)
                        : credentials.setDisabled(holder, id, body.disabled()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String namespace,
            @PathVariable String robot,
            @PathVariable long id,
            HttpServletRequest request) {
        credentials.revoke(managed(request, namespace, robot), id);
    }

    /// Another secret; the old one stays good for a while.
    @PostMapping("/{id}/secrets")
    @ResponseStatus(HttpStatus.CREATED)
    CredentialView rotate(
            @PathVariable String namespace,
            @PathVariable String robot,
            @PathVariable long id,
            @RequestBody Rotation body,
            HttpServletRequest request) {
        Robot holder = managed(request, namespace, robot);
        Optional<Duration> overlap = Optional.ofNullable(body.overlapHours()).map(Duration::ofHours);
        return CredentialView.of(credentials.rotate(holder, id, overlap, ApiCallerFilter.caller(request)));
    }

    private Robot managed(HttpServletRequest request, String namespace, String robot) {
        return robots.toManage(ApiCallerFilter.caller(request), namespace, robot)
                .robot();
    }

    private Set<Long> places(Caller caller, @Nullable List<String> repositories) {
        return (repositories == null ? List.<String>of() : repositories)
                .stream()
                        .map(name -> access.toSee(caller, RepositoryName.parse(Objects.requireNonNullElse(name, "")))
                                .id())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Long> before(PageQuery query) {
        try {
            return query.after().isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(query.after()));
        } catch (NumberFormatException foreign) {
            throw new ApiException(400, "query-invalid", "after comes from the Link of the page before");
        }
    }
}
