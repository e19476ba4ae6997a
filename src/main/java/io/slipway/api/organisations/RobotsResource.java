package io.slipway.api.organisations;

import io.slipway.access.Caller;
import io.slipway.access.PlacedRobot;
import io.slipway.access.RobotAccess;
import io.slipway.access.WantedRobot;
import io.slipway.accounts.Robot;
import io.slipway.accounts.Robots;
import io.slipway.accounts.Role;
import io.slipway.accounts.ShortName;
import io.slipway.api.ApiCallerFilter;
import io.slipway.api.ApiException;
import io.slipway.api.EntityTag;
import io.slipway.api.PageQuery;
import io.slipway.content.Page;
import io.slipway.oci.RepositoryName;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Robots of an organisation, and by the other path of anybody's namespace.
@RestController
@RequestMapping({RobotsResource.OF_ORGANISATION, RobotsResource.OF_NAMESPACE})
class RobotsResource {

    static final String OF_ORGANISATION = OrganisationsResource.PATH + "/{namespace}/robots";
    static final String OF_NAMESPACE = "/api/v1/namespaces/{namespace}/robots";

    record Creation(
            @Nullable String name,
            @Nullable String description,
            @Nullable String repository,
            @Nullable String role) {

        WantedRobot wanted() {
            return new WantedRobot(
                    new ShortName(Given.needed(name, "name")),
                    Given.orElse(description, ""),
                    Optional.ofNullable(repository).map(RepositoryName::parse),
                    Optional.ofNullable(role).map(id -> Given.role(id, "role", Role.READ)));
        }
    }

    record Change(@Nullable String description, @Nullable Boolean disabled) {

        Robots.Change toChange() {
            return new Robots.Change(Optional.ofNullable(description), Optional.ofNullable(disabled));
        }
    }

    private final RobotAccess access;
    private final Robots robots;

    RobotsResource(RobotAccess access, Robots robots) {
        this.access = access;
        this.robots = robots;
    }

    /// All of them for whoever governs the namespace; those of one repository for whoever manages it, and for auditors.
    @GetMapping
    ResponseEntity<List<RobotView>> list(
            @PathVariable String namespace,
            @RequestParam(required = false) @Nullable String repository,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        PageQuery query = PageQuery.of(after, limit);
        Page<PlacedRobot> page = repository == null
                ? access.list(caller, namespace, query.after(), query.limit())
                : access.list(caller, of(namespace, repository), query.after(), query.limit());
        List<RobotView> items = page.items().stream().map(RobotView::of).toList();
        String path =
                repository == null ? request.getRequestURI() : request.getRequestURI() + "?repository=" + repository;
        return query.answer(path, items, page.more(), RobotView::name);
    }

    @PostMapping
    ResponseEntity<RobotView> create(
            @PathVariable String namespace, @RequestBody Creation body, HttpServletRequest request) {
        PlacedRobot made = access.create(ApiCallerFilter.caller(request), namespace, body.wanted());
        URI path = URI.create(request.getRequestURI() + "/" + made.robot().shortName());
        return ResponseEntity.created(path).body(RobotView.of(made));
    }

    @GetMapping("/{robot}")
    ResponseEntity<RobotView> get(
            @PathVariable String namespace, @PathVariable String robot, HttpServletRequest request) {
        return EntityTag.answer(RobotView.of(access.toSee(ApiCallerFilter.caller(request), namespace, robot)));
    }

    @PatchMapping("/{robot}")
    ResponseEntity<RobotView> change(
            @PathVariable String namespace,
            @PathVariable String robot,
            @RequestBody Change body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        PlacedRobot placed = access.toManage(ApiCallerFilter.caller(request), namespace, robot);
        Robot found = placed.robot();
        Robot changed = robots.change(found.namespaceId(), found.id(), now -> {
            EntityTag.require(ifMatch, RobotView.of(new PlacedRobot(now, placed.repository())));
            return body.toChange();
        });
        return EntityTag.answer(RobotView.of(new PlacedRobot(changed, placed.repository())));
    }

    @DeleteMapping("/{robot}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String namespace, @PathVariable String robot, HttpServletRequest request) {
        Robot found = access.toManage(ApiCallerFilter.caller(request), namespace, robot)
                .robot();
        robots.delete(found.namespaceId(), found.id());
    }

    private static RepositoryName of(String namespace, String repository) {
        RepositoryName name = RepositoryName.parse(repository);
        if (!name.namespace().equals(namespace)) {
            throw ApiException.notFound();
        }
        return name;
    }
}
