package io.slipway.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who may use which page.
///
/// **A new route** needs a line here, below what somebody must be to use it (see [PageNeed]): the method, a path with
/// names of the [PageWorld] in braces, and for a change the form that would make it. Each name of a [RepositoryPart]
/// has a line of its own. `PageMatrixHttpTest` makes every change once, in the order of the lines: what ends something
/// stands after what needs it.
final class PageTable {

    private static final Set<String> WITH_FIRST_PASSWORD = Set.of("/password", "/logout", "/settings/appearance");
    private static final Set<String> WHILE_SEEING = Set.of("/settings/see-as/end", "/logout", "/settings/appearance");
    private static final List<String> NAMED = List.of("{org}", "{other}", "{ada}", "{writer}");

    private static final String LINES = """
            ANYBODY
              GET /
              GET /-/palette
              GET /api/docs
              GET /explore
              GET /login
              GET /login/code
              GET /orgs/-/invitations/{invited}
              GET /orgs/{org}
              GET /password/forgotten
              GET /password/reset/{reset}
              GET /r/{org}/open/-/builds
              GET /r/{org}/open/-/history
              GET /r/{org}/open/-/tags
              GET /settings
              GET /settings/email/{email}
              GET /signup
              GET /signup/confirm/{confirm}
              GET /signup/invitation/{invited}
              GET /signup/sent
              GET /{org}/app
              POST /login username={stranger}&password={password}
              POST /login/code code=000000
              POST /logout
              POST /password/forgotten account={stranger}
              POST /settings/appearance theme=dark&next=/login
              POST /settings/email/{email}
              POST /password/reset/{reset} password={changed}&repeat={changed}
              POST /settings/see-as/end
              POST /signup name={fresh}&email={fresh}@example.org&password={password}
              POST /signup/confirm/{confirm}
            NOBODY
              GET /error
            SELF
              GET /-/operations
              GET /-/operations/bell
              GET /orgs
              GET /orgs/-/new
              GET /password
              GET /r/-/new
              GET /settings/appearance
              GET /settings/profile
              GET /settings/security
              GET /settings/sessions
              GET /settings/tokens
              GET /u/{ada}
            SEE_OPERATION
              GET /-/operations/{operation}
            CANCEL_OPERATION
              POST /-/operations/{operation} _method=delete
            STRANGERS_OWN
              POST /settings/tokens/{token}/rotations
              POST /settings/tokens/{token} disabled=true
              POST /settings/tokens/{token} _method=delete
              POST /settings/logins/{login} _method=delete
              POST /settings/sessions/{session} _method=delete
            ACCOUNT
              GET /orgs/-/trash
              POST /orgs name={fresh}
              POST /orgs/-/invitations/{invited}
              POST /signup/invitation/{otherinvited}
              POST /r/-/new namespace={stranger}&name=fresh
              POST /r/{org}/open/-/star starred=yes
              POST /settings/profile displayName=Another
              POST /settings/email email={fresh}@example.org&password={password}
              POST /settings/tokens name=fresh&days=7
              POST /settings/logins _method=delete
              POST /settings/sessions _method=delete
              POST /settings/two-factor password={password}
              POST /settings/two-factor/confirmation code={code}
              POST /settings/two-factor/recovery-codes code={recovery}
              POST /settings/two-factor _method=delete&password={password}
              POST /password current={password}&changed={changed}&repeat={changed}
            OVERSEER
              GET /admin
              GET /admin/audit
              GET /admin/audit.csv
              GET /admin/audit.ndjson
              GET /admin/builders
              GET /admin/gc
              GET /admin/organisations
              GET /admin/quotas
              GET /admin/users
              GET /admin/users/{ada}
            SITE_ADMINISTRATOR
              POST /admin/gc/pause
              POST /admin/gc/resume
              POST /admin/gc/run
              POST /admin/quotas namespace={org}&limit=10GiB
              POST /admin/quotas/count namespace={org}
              POST /admin/users name={fresh}
              POST /admin/users/{writer} auditor=on
              POST /admin/users/{writer}/password-links
              POST /admin/users/{writer}/second-factor
              POST /admin/users/{writer}/deletion confirm={writer}
              POST /settings/see-as user={ada}
            SEE_ORGANISATION
              GET /orgs/{org}/-/members
              GET /orgs/{org}/-/teams
              GET /orgs/{org}/-/teams/dev
            SEE_APP
              GET /r/{org}/app
              GET /r/{org}/app/-/access
              GET /r/{org}/app/-/builds
              GET /r/{org}/app/-/builds/{build}
              GET /r/{org}/app/-/builds/badge.svg
              GET /r/{org}/app/-/compare
              GET /r/{org}/app/-/compare/1.0...1.0
              GET /r/{org}/app/-/history
              GET /r/{org}/app/-/manifests/{digest}
              GET /r/{org}/app/-/manifests/{digest}/manifest.json
              GET /r/{org}/app/-/manifests/{digest}/raw
              GET /r/{org}/app/-/tags
              GET /r/{org}/app/-/insights
              GET /r/{org}/app/-/insights.csv
              GET /r/{org}/app/-/tags/1.0
            PULL_APP
              GET /r/{org}/app/-/manifests/{digest}/files
            OVERSEE_APP
              GET /r/{org}/app/-/audit
              GET /r/{org}/app/-/audit.csv
              GET /r/{org}/app/-/audit.ndjson
              GET /r/{org}/app/-/robots
            PUSH_APP
              GET /r/{org}/app/-/builds/{build}/log
              GET /r/{org}/app/-/builds/{build}/log?from=1
              GET /r/{org}/app/-/builds/{build}/log/raw
              GET /r/{org}/app/-/builds/{build}/log/search?q=words
              GET /r/{org}/app/-/builds/{build}/log/events
              POST /r/{org}/app/-/builds trigger={trigger}&kind=branch&ref=main
              POST /r/{org}/app/-/builds/{build}/retry cache=no
              POST /r/{org}/app/-/builds/{waiting}/cancel
            MAINTAIN_APP
              GET /r/{org}/app/-/build-triggers
              GET /r/{org}/app/-/build-triggers/new
              POST /r/{org}/app/-/build-triggers/new step=source&go=next&provider=git&url=https://git.example.com/a/b
              POST /r/{org}/app/-/build-triggers provider=git&url=https://git.example.com/a/b&access=none
              GET /r/{org}/app/-/build-triggers/{trigger}
              GET /r/{org}/app/-/build-triggers/{trigger}/deliveries
              GET /r/{org}/app/-/build-triggers/{trigger}/deliveries/{delivery}
              POST /r/{org}/app/-/build-triggers/{trigger} provider=git&url=https://git.example.com/a/c&access=none&enabled=yes
              POST /r/{org}/app/-/build-triggers/{trigger}/rules rule-0-source=branch&rule-0-pattern=main&rule-0-tags=latest&rule-0-enabled=yes
              POST /r/{org}/app/-/build-triggers/{trigger}/resume
              POST /r/{org}/app/-/build-triggers/{trigger}/hook
              POST /r/{org}/app/-/build-triggers/{trigger}/remote inUrl=yes
              POST /r/{org}/app/-/build-triggers/{trigger}/secrets name=A&value=b
              POST /r/{org}/app/-/build-triggers/{trigger}/start kind=branch&ref=main
              POST /r/{org}/app/-/build-triggers/{trigger}/deliveries/{delivery}/redeliver
              POST /r/{org}/app/-/build-triggers/{trigger}/deletion
              GET /r/{org}/app/-/delete
              GET /r/{org}/app/-/rules
              GET /r/{org}/app/-/hold?tag=1.0
              POST /r/{org}/app/-/hold tag=1.0&expires=14d
              GET /r/{org}/app/-/rules?preview=yes
              POST /r/{org}/app/-/rules preview=yes
              POST /r/{org}/app/-/rules-run
              GET /r/{org}/app/-/trash
              POST /r/{org}/app/-/restore tag=again&digest={digest}
              POST /r/{org}/app/-/delete digest={digest}
              POST /r/{org}/app/-/trash digest={digest}
            MANAGE_APP
              GET /r/{org}/app/-/deletion
              GET /r/{org}/app/-/readme
              POST /r/{org}/app/-/readme text=Another
              GET /r/{org}/app/-/settings
              POST /r/{org}/app/-/rules own=yes&rule-0-kind=immutable&rule-0-patterns=never-used
              POST /r/{org}/app/-/settings description=Another&visibility=private
              POST /r/{org}/app/-/quota limit=1GiB
              POST /r/{org}/app/-/grants kind=user&grantee={stranger}&role=read
              POST /r/{org}/app/-/grants kind=user&grantee={stranger}&remove=yes
              POST /r/{org}/app/-/robots name=fresh-own&role=read
            OVERSEE_ORGANISATION
              GET /orgs/{org}/-/audit
              GET /orgs/{org}/-/audit.csv
              GET /orgs/{org}/-/audit.ndjson
              GET /orgs/{org}/-/grants
              GET /orgs/{org}/-/trash
              GET /orgs/{org}/-/robots
              GET /orgs/{org}/-/robots/wide
            OVERSEE_APP_ROBOT
              GET /orgs/{org}/-/robots/small
            GOVERN_APP_ROBOT
              POST /orgs/{org}/-/robots name=fresh-small&repository=app&role=read
              POST /orgs/{org}/-/robots/small _method=patch&disabled=true
              POST /orgs/{org}/-/robots/small/tokens name=fresh&right=read&days=7
            GOVERN_ORGANISATION
              GET /orgs/{org}/-/deletion
              GET /orgs/{org}/-/permissions
              POST /orgs/{org}/-/default-grants kind=user&grantee={stranger}&role=read
              POST /orgs/{org}/-/default-grants kind=user&grantee={stranger}&remove=yes
              POST /orgs/{org}/-/grants kind=user&grantee={stranger}&role=read
              POST /orgs/{org}/-/grants kind=user&grantee={stranger}&remove=yes
              GET /orgs/{org}/-/rules
              GET /orgs/{org}/-/rules?preview=yes
              POST /orgs/{org}/-/rules every=off&rule-0-kind=immutable&rule-0-patterns=never-used
              POST /orgs/{org}/-/rules preview=yes
              POST /orgs/{org}/-/rules/run
              GET /orgs/{org}/-/settings
              POST /orgs/{org}/-/invitations email={fresh}@example.org
              POST /orgs/{org}/-/invitations/{invitation} _method=delete
              POST /orgs/{org}/-/members user={reader}&role=member
              POST /orgs/{org}/-/members/{reader} _method=put&role=owner
              POST /orgs/{org}/-/permissions role dev {org}/app=write:read
              POST /orgs/{org}/-/robots name=fresh&role=read
              POST /orgs/{org}/-/robots/wide _method=patch&description=Another
              POST /orgs/{org}/-/robots/wide/tokens name=fresh&right=read&days=7
              POST /orgs/{org}/-/robots/wide/tokens/{wide} _method=patch&disabled=true
              POST /orgs/{org}/-/robots/wide/tokens/{wide} _method=delete
              POST /orgs/{org}/-/robots/wide/tokens/{turned}/secrets hours=1
              POST /orgs/{org}/-/robots/wide _method=delete&confirm=wide
              POST /orgs/{org}/-/settings _method=patch&displayName=Another
              POST /orgs/{org}/-/teams name=fresh
              POST /orgs/{org}/-/teams/dev _method=patch&description=Another
              POST /orgs/{org}/-/teams/dev/members user={member}
              POST /orgs/{org}/-/teams/dev/members/{member} _method=delete
              POST /orgs/{org}/-/teams/dev _method=delete&confirm=dev
            GOVERN_OR_LEAVE
              POST /orgs/{org}/-/members/{member} _method=delete
            OVERSEE_ADA
              GET /u/{ada}/-/grants
              GET /u/{ada}/-/trash
              GET /u/{ada}/-/robots
              GET /u/{ada}/-/robots/mine
            GOVERN_ADA
              POST /u/{ada}/-/default-grants kind=user&grantee={stranger}&role=read
              POST /u/{ada}/-/default-grants kind=user&grantee={stranger}&remove=yes
              POST /u/{ada}/-/grants kind=user&grantee={stranger}&role=read
              POST /u/{ada}/-/grants kind=user&grantee={stranger}&remove=yes
              GET /u/{ada}/-/rules
              GET /u/{ada}/-/rules?preview=yes
              POST /u/{ada}/-/rules every=off&rule-0-kind=immutable&rule-0-patterns=never-used
              POST /u/{ada}/-/rules preview=yes
              POST /u/{ada}/-/rules/run
              POST /r/{ada}/gone/-/deletion confirm={ada}/gone
              POST /u/{ada}/-/trash id={gone}
              POST /u/{ada}/-/robots name=fresh&role=read
              POST /u/{ada}/-/robots/mine _method=patch&description=Another
              POST /u/{ada}/-/robots/mine/tokens name=fresh&right=read&days=7
              POST /u/{ada}/-/robots/mine/tokens/{mine}/secrets hours=1
              POST /u/{ada}/-/robots/mine/tokens/{mine} _method=patch&disabled=true
              POST /u/{ada}/-/robots/mine/tokens/{mine} _method=delete
              POST /u/{ada}/-/robots/mine _method=delete&confirm=mine
            SEE_OTHER
              GET /orgs/{other}
              GET /orgs/{other}/-/members
              GET /r/{other}/app/-/tags
            GOVERN_OTHER
              POST /r/{other}/app/-/name name={other}/renamed&confirm={other}/app
              POST /r/{other}/renamed/-/deletion confirm={other}/renamed
              POST /orgs/{other}/-/trash id={otherapp}
              POST /orgs/{other}/-/settings/name changed={other}-2&confirm={other}
            GOVERN_ORGANISATION
              POST /orgs/{org}/-/settings _method=delete&confirm={org}
              POST /orgs/-/trash id={orgid}
            """;

    enum Answer {
        DONE,
        /// not there, or to be asked for again after signing in
        REFUSED,
        PASSWORD_FIRST,
        READ_ONLY
    }

    /// @param form as it is sent, before it is encoded; empty for pages to look at
    record Line(PageNeed need, String method, String path, String form) {

        boolean changes() {
            return method.equals("POST");
        }

        Answer answer(Visitor visitor) {
            if (visitor == Visitor.NEWCOMER) {
                return WITH_FIRST_PASSWORD.contains(path) ? Answer.DONE : Answer.PASSWORD_FIRST;
            }
            if (visitor == Visitor.VIEWER && changes()) {
                return WHILE_SEEING.contains(path) ? Answer.DONE : Answer.READ_ONLY;
            }
            return need.admits(visitor) ? Answer.DONE : Answer.REFUSED;
        }

        /// Whether something in the path can be missing.
        boolean names() {
            return NAMED.stream().anyMatch(path::contains);
        }

        /// The same where there is nothing of that name.
        Line gone(PageWorld world) {
            String gone = path;
            for (String name : NAMED) {
                gone = gone.replace(name, "q".repeat(world.fill(name).length()));
            }
            return new Line(need, method, gone, form);
        }
    }

    private PageTable() {}

    static List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        PageNeed need = PageNeed.NOBODY;
        for (String text : LINES.lines().toList()) {
            if (text.startsWith(" ")) {
                String[] parts = text.strip().split(" ", 3);
                lines.add(new Line(need, parts[0], parts[1], parts.length > 2 ? parts[2] : ""));
            } else {
                need = PageNeed.valueOf(text);
            }
        }
        return lines;
    }

    static Map<String, String> fields(String form) {
        Map<String, String> fields = new LinkedHashMap<>();
        Arrays.stream(form.split("&"))
                .filter(field -> !field.isEmpty())
                .map(field -> field.split("=", 2))
                .forEach(field -> fields.put(field[0], field[1]));
        return fields;
    }
}
