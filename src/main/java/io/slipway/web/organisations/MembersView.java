package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.accounts.Invitations;
import io.slipway.accounts.Member;
import io.slipway.accounts.Members;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Team;
import io.slipway.accounts.Teams;
import io.slipway.content.Page;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import io.slipway.web.organisations.MembersPage.Invited;
import io.slipway.web.organisations.MembersPage.MemberList;
import io.slipway.web.organisations.MembersPage.Row;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Gathers what the page of members shows.
@Component
class MembersView {

    static final String NAME = "organisations/members";

    private static final int SIZE = 50;
    private static final int TEAMS = 200;

    private final Organisations organisations;
    private final Members members;
    private final Teams teams;
    private final Invitations invitations;
    private final Heads heads;

    MembersView(Organisations organisations, Members members, Teams teams, Invitations invitations, Heads heads) {
        this.organisations = organisations;
        this.members = members;
        this.teams = teams;
        this.invitations = invitations;
        this.heads = heads;
    }

    MembersPage of(Shell shell, Caller caller, Namespace namespace, String after, Form form, Optional<String> link) {
        long id = organisations.get(namespace.id()).id();
        Head head = heads.of(shell, caller, namespace.name(), "members");
        return new MembersPage(
                shell,
                head,
                form,
                list(shell, caller, namespace, Words.clean(after)),
                head.governs()
                        ? teams.page(id, "", TEAMS).stream().map(Team::name).toList()
                        : List.of(),
                head.governs()
                        ? invitations.list(Optional.of(id)).stream()
                                .map(invitation -> Invited.of(invitation, shell.language()))
                                .toList()
                        : List.of(),
                link);
    }

    private MemberList list(Shell shell, Caller caller, Namespace namespace, String after) {
        Page<Member> page = Page.of(members.page(namespace.id(), after, SIZE + 1), SIZE);
        // known where all are on one page; elsewhere the refusal says it
        boolean whole = after.isEmpty() && !page.more();
        boolean single = whole && page.items().stream().filter(Member::owner).count() == 1;
        List<Row> rows = page.items().stream()
                .map(member -> Row.of(
                        member,
                        caller.principal().filter(id -> id == member.id()).isPresent(),
                        single && member.owner(),
                        shell.language()))
                .toList();
        Optional<String> next = page.more()
                ? Optional.of("/orgs/" + namespace.name() + "/-/members?after="
                        + rows.getLast().name())
                : Optional.empty();
        return new MemberList(rows, after.isEmpty(), next);
    }
}
