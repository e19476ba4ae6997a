package io.slipway;

import io.slipway.accounts.Role;
import io.slipway.testing.Cast;
import io.slipway.testing.Cast.Part;
import io.slipway.testing.Cast.Place;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Who may use which route of the API, written down independently of the code that decides.
///
/// **A new route** needs a line in [#needs()], below what somebody must be to use it.
final class SiteTable {

    /// Who may.
    enum Need {
        ANYBODY,
        SIGNED_IN,
        ME,
        SELF,
        ACCOUNT,
        OVERSEER,
        OVERSEER_OR_ADA,
        ADMINISTRATOR,
        MEMBER,
        OVERSEE_NAMESPACE,
        GOVERN,
        SEE_APP,
        PUSH_APP,
        OVERSEE_APP,
        MAINTAIN_APP,
        MANAGE_APP
    }

    private SiteTable() {}

    /// Method and path below `/api/v1`; what follows a `#` stands below a repository.
    static Map<String, Need> needs() {
        Map<Need, String> table = new EnumMap<>(Need.class);
        table.put(Need.ACCOUNT, """
                DELETE /me/logins
                DELETE /me/logins/{id}
                DELETE /me/sessions
                DELETE /me/stars/{*repository}
                PUT /me/stars/{*repository}
                DELETE /me/sessions/{id}
                DELETE /me/two-factor
                DELETE /tokens/{id}
                GET /organisations/-/trash
                POST /organisations/-/trash:restore
                PATCH /me
                PATCH /tokens/{id}
                POST /me/two-factor
                POST /me/two-factor/recovery-codes
                POST /tokens
                POST /tokens/{id}/rotations
                PUT /me/email
                PUT /me/password
                PUT /me/two-factor
                """);
        table.put(Need.ADMINISTRATOR, """
                POST /admin/gc/accept
                POST /admin/gc/pause
                POST /admin/gc/resume
                POST /admin/gc/run
                DELETE /namespaces/{namespace}/quota
                POST /namespaces/{namespace}/quota:reconcile
                PUT /namespaces/{namespace}/quota
                DELETE /users/{name}
                DELETE /users/{name}/second-factor
                PATCH /users/{name}
                POST /users
                POST /users/{name}/password-links
                """);
        table.put(Need.ANYBODY, """
                GET /invitations/{token}
                GET /namespaces/{namespace}
                GET /namespaces/{namespace}/repositories
                GET /repositories
                GET /search
                POST /password-resets
                POST /sign-ups
                PUT /email-confirmations/{token}
                PUT /password-resets/{token}
                PUT /sign-ups/{token}
                """);
        table.put(Need.GOVERN, """
                DELETE /namespaces/{namespace}/default-grants/{kind}/{name}
                DELETE /namespaces/{namespace}/grants/{kind}/{name}
                DELETE /namespaces/{namespace}/robots/{robot}
                DELETE /namespaces/{namespace}/robots/{robot}/tokens/{id}
                DELETE /organisations/{namespace}/default-grants/{kind}/{name}
                DELETE /organisations/{namespace}/grants/{kind}/{name}
                DELETE /organisations/{namespace}/robots/{robot}
                DELETE /organisations/{namespace}/robots/{robot}/tokens/{id}
                DELETE /organisations/{org}
                DELETE /organisations/{org}/invitations/{id}
                DELETE /organisations/{org}/members/{user}
                DELETE /organisations/{org}/teams/{team}
                DELETE /organisations/{org}/teams/{team}/members/{user}
                PATCH /namespaces/{namespace}/robots/{robot}
                PATCH /namespaces/{namespace}/robots/{robot}/tokens/{id}
                PATCH /organisations/{namespace}/robots/{robot}
                PATCH /organisations/{namespace}/robots/{robot}/tokens/{id}
                PATCH /organisations/{org}
                PATCH /organisations/{org}/teams/{team}
                POST /namespaces/{namespace}/policies:preview
                POST /namespaces/{namespace}/policies:run
                POST /namespaces/{namespace}/robots
                POST /namespaces/{namespace}/trash:restore
                POST /namespaces/{namespace}/robots/{robot}/tokens
                POST /namespaces/{namespace}/robots/{robot}/tokens/{id}/secrets
                POST /organisations/{namespace}/policies:preview
                POST /organisations/{namespace}/policies:run
                POST /organisations/{namespace}/robots
                POST /organisations/{namespace}/robots/{robot}/tokens
                POST /organisations/{namespace}/robots/{robot}/tokens/{id}/secrets
                POST /organisations/{org}/invitations
                POST /organisations/{org}/teams
                PUT /namespaces/{namespace}/default-grants/{kind}/{name}
                PUT /namespaces/{namespace}/grants/{kind}/{name}
                PUT /namespaces/{namespace}/policies
                PUT /organisations/{namespace}/default-grants/{kind}/{name}
                PUT /organisations/{namespace}/grants/{kind}/{name}
                PUT /organisations/{namespace}/policies
                PUT /organisations/{org}/members/{user}
                PUT /organisations/{org}/teams/{team}/members/{user}
                """);
        table.put(Need.ME, "GET /me");
        table.put(Need.MAINTAIN_APP, """
                DELETE /repositories/{*rest}#/-/tags/1.0
                DELETE /repositories/{*rest}#/-/manifests/sha256:000000000000000000000000000000000000000000000000000000000000000{id}
                GET /repositories/{*rest}#/-/build-triggers
                POST /repositories/{*rest}#/-/build-triggers
                GET /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}
                PATCH /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}
                DELETE /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}
                POST /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/resume
                GET /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/hook
                PUT /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/hook
                GET /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/key
                PUT /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/key
                PUT /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/remote
                DELETE /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/remote
                GET /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/rules
                PUT /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/rules
                POST /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/test
                POST /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/backfill
                GET /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/secrets
                PUT /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/secrets/A
                DELETE /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/secrets/A
                GET /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/deliveries
                GET /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/deliveries/1
                POST /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/deliveries/1/redeliver
                GET /repositories/{*rest}#/-/policies
                GET /repositories/{*rest}#/-/policies/runs
                GET /repositories/{*rest}#/-/policies/runs/1{id}/tags
                GET /repositories/{*rest}#/-/trash
                PATCH /repositories/{*rest}#/-/tags/1.0
                POST /repositories/{*rest}#/-/policies:preview
                POST /repositories/{*rest}#/-/policies:run
                POST /repositories/{*rest}#/-/tags:delete
                POST /repositories/{*rest}#/-/trash:restore
                PUT /repositories/{*rest}#/-/tags/1.0
                """);
        table.put(Need.MANAGE_APP, """
                DELETE /repositories/{*rest}
                PATCH /repositories/{*rest}
                PUT /repositories/{*rest}
                DELETE /repositories/{*rest}#/-/quota
                POST /repositories/{*rest}#/-/quota:reconcile
                PUT /repositories/{*rest}#/-/policies
                PUT /repositories/{*rest}#/-/quota
                PUT /repositories/{*rest}#/-/readme
                """);
        table.put(Need.MEMBER, """
                GET /organisations/{org}
                GET /organisations/{org}/members
                GET /organisations/{org}/members/{user}
                GET /organisations/{org}/teams
                GET /organisations/{org}/teams/{team}
                GET /organisations/{org}/teams/{team}/members
                """);
        table.put(Need.OVERSEER, """
                GET /admin/audit
                GET /admin/scrub
                GET /admin/scrub/damaged
                GET /admin/gc
                GET /admin/gc/dry-run
                GET /admin/gc/runs
                GET /admin/gc/why/{digest}
                GET /admin/quotas
                GET /users
                """);
        table.put(Need.OVERSEER_OR_ADA, """
                GET /users/{name}
                GET /users/{name}/access
                """);
        table.put(Need.OVERSEE_APP, """
                GET /repositories/{*rest}#/-/access
                GET /repositories/{*rest}#/-/audit
                GET /repositories/{*rest}#/-/grants
                GET /repositories/{*rest}#/-/quota
                """);
        table.put(Need.OVERSEE_NAMESPACE, """
                GET /organisations/{org}/invitations
                GET /namespaces/{namespace}/default-grants
                GET /namespaces/{namespace}/grants
                GET /namespaces/{namespace}/policies
                GET /namespaces/{namespace}/quota
                GET /namespaces/{namespace}/robots
                GET /namespaces/{namespace}/trash
                GET /namespaces/{namespace}/robots/{robot}
                GET /namespaces/{namespace}/robots/{robot}/tokens
                GET /namespaces/{namespace}/robots/{robot}/tokens/{id}
                GET /organisations/{namespace}/default-grants
                GET /organisations/{namespace}/grants
                GET /organisations/{namespace}/policies
                GET /organisations/{namespace}/robots
                GET /organisations/{namespace}/robots/{robot}
                GET /organisations/{namespace}/robots/{robot}/tokens
                GET /organisations/{namespace}/robots/{robot}/tokens/{id}
                GET /organisations/{name}/audit
                """);
        table.put(Need.PUSH_APP, """
                GET /repositories/{*rest}#/-/builds/{id}/log
                POST /repositories/{*rest}#/-/builds/{id}/cancel
                POST /repositories/{*rest}#/-/builds/{id}/retry
                POST /repositories/{*rest}#/-/build-triggers/00000000-0000-0000-0000-00000000000{id}/start
                """);
        table.put(Need.SEE_APP, """
                GET /repositories/{*rest}
                GET /repositories/{*rest}#/-/manifests/sha256:000000000000000000000000000000000000000000000000000000000000000{id}
                GET /repositories/{*rest}#/-/readme
                GET /repositories/{*rest}#/-/builds
                GET /repositories/{*rest}#/-/builds/{id}
                GET /repositories/{*rest}#/-/compare/{id}...{id}
                GET /repositories/{*rest}#/-/manifests/sha256:000000000000000000000000000000000000000000000000000000000000000{id}/files
                GET /repositories/{*rest}#/-/tags
                GET /repositories/{*rest}#/-/tags/{id}
                GET /repositories/{*rest}#/-/tags/latest/history
                GET /repositories/{*rest}#/-/history
                GET /repositories/{*rest}#/-/usage
                """);
        table.put(Need.SELF, """
                GET /me/logins
                GET /me/sessions
                GET /me/stars
                GET /me/two-factor
                GET /operations
                GET /organisations
                GET /tokens
                GET /tokens/{id}
                """);
        table.put(Need.SIGNED_IN, """
                DELETE /operations/{id}
                GET /operations/{id}
                GET /operations/{id}/events
                POST /organisations
                POST /repositories
                PUT /invitations/{token}
                """);
        Map<String, Need> needs = new TreeMap<>();
        table.forEach((need, lines) -> lines.lines().forEach(line -> needs.put(line.replace(" /", " /api/v1/"), need)));
        return needs;
    }

    static boolean may(Part part, Need need) {
        boolean governs = Set.of(Part.OWNER, Part.TAG_TOKEN, Part.ADMINISTRATOR).contains(part);
        boolean nobody = part == Part.ANONYMOUS || part == Part.DISABLED;
        boolean robot = part == Part.WIDE_ROBOT || part == Part.APP_ROBOT;
        return switch (need) {
            case ANYBODY -> true;
            case SIGNED_IN -> !nobody;
            case ME -> !nobody && part != Part.OTHER_TOKEN;
            case SELF -> !nobody && !robot && part != Part.OTHER_TOKEN;
            case ACCOUNT -> !nobody && !robot && part != Part.OTHER_TOKEN && part != Part.READ_TOKEN;
            case OVERSEER -> part == Part.ADMINISTRATOR || part == Part.AUDITOR;
            case OVERSEER_OR_ADA -> part == Part.ADMINISTRATOR || part == Part.AUDITOR || part == Part.ADA;
            case ADMINISTRATOR -> part == Part.ADMINISTRATOR;
            case MEMBER ->
                governs
                        || Set.of(Part.MEMBER, Part.TEAM_MEMBER, Part.WIDE_ROBOT, Part.READ_TOKEN, Part.AUDITOR)
                                .contains(part);
            case OVERSEE_NAMESPACE -> governs || part == Part.AUDITOR;
            case GOVERN -> governs;
            case SEE_APP -> Cast.role(part, Place.APP) != Role.NONE || part == Part.AUDITOR;
            case PUSH_APP ->
                part != Part.READ_TOKEN && Cast.role(part, Place.APP).compareTo(Role.WRITE) >= 0;
            case OVERSEE_APP -> governs || part == Part.MANAGER || part == Part.AUDITOR;
            case MAINTAIN_APP ->
                part != Part.READ_TOKEN && Cast.role(part, Place.APP).compareTo(Role.MAINTAIN) >= 0;
            case MANAGE_APP -> governs || part == Part.MANAGER;
        };
    }
}
