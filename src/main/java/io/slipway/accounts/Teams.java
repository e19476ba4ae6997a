package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Groups of an organisation's members. A team is looked for inside its organisation only.
@Service
public class Teams {

    /// What is empty stays as it is.
    public record Change(Optional<ShortName> name, Optional<String> description) {}

    private final OrganisationRows organisations;
    private final MemberRows members;
    private final TeamRows rows;
    private final TeamMemberRows places;
    private final Outbox outbox;

    Teams(OrganisationRows organisations, MemberRows members, TeamRows rows, TeamMemberRows places, Outbox outbox) {
        this.organisations = organisations;
        this.members = members;
        this.rows = rows;
        this.places = places;
        this.outbox = outbox;
    }

    @Transactional(readOnly = true)
    public Optional<Team> find(long organisationId, String name) {
        return rows.find(organisationId, name);
    }

    /// @throws AccountsException when the organisation has no such team
    @Transactional(readOnly = true)
    public Team get(long organisationId, long id) {
        return rows.find(organisationId, id).orElseThrow(Teams::unknown);
    }

    /// At most `size` teams whose names come after this one, in ASCII order.
    @Transactional(readOnly = true)
    public List<Team> page(long organisationId, String after, int size) {
        return rows.page(organisationId, after, Limit.of(size));
    }

    /// All teams of somebody, by organisation and name.
    @Transactional(readOnly = true)
    public List<Team> listOf(long principalId) {
        return rows.listOf(principalId);
    }

    /// At most `size` members whose names come after this one, in ASCII order.
    @Transactional(readOnly = true)
    public List<TeamMember> members(long organisationId, long id, String after, int size) {
        return places.page(organisationId, id, after, Limit.of(size));
    }

    /// @throws AccountsException for a name that another team of the organisation has
    @Transactional
    public Team create(long organisationId, ShortName name, String description) {
        organisations.lockLive(organisationId);
        checkFree(organisationId, name);
        TeamRow row = rows.saveAndFlush(new TeamRow(organisationId, name, description));
        outbox.publish(event("team.create", row));
        return get(organisationId, row.id());
    }

    /// @throws AccountsException for a name that another team of the organisation has
    @Transactional
    public Team rename(long organisationId, long id, ShortName name) {
        TeamRow row = lock(organisationId, id);
        String old = row.name();
        if (!old.equals(name.value())) {
            checkFree(organisationId, name);
            row.rename(name);
            rows.flush();
            outbox.publish(event("team.rename", row).with("from", old));
        }
        return get(organisationId, id);
    }

    @Transactional
    public Team describe(long organisationId, long id, String description) {
        TeamRow row = lock(organisationId, id);
        row.describe(description);
        rows.flush();
        outbox.publish(event("team.update", row));
        return get(organisationId, id);
    }

    /// All of it or nothing.
    ///
    /// @param wanted is given the team as it is; nobody changes it meanwhile
    /// @throws AccountsException for a name that another team of the organisation has
    @Transactional
    public Team change(long organisationId, long id, Function<Team, Change> wanted) {
        lock(organisationId, id);
        Change change = wanted.apply(get(organisationId, id));
        change.name().ifPresent(name -> rename(organisationId, id, name));
        change.description().ifPresent(text -> describe(organisationId, id, text));
        return get(organisationId, id);
    }

    /// Takes its grants along.
    @Transactional
    public void delete(long organisationId, long id) {
        TeamRow row = lock(organisationId, id);
        rows.delete(organisationId, id);
        outbox.publish(event("team.delete", row));
    }

    /// Does nothing for who is in the team already.
    ///
    /// @throws AccountsException for somebody who is no member of the organisation
    @Transactional
    public void addMember(long organisationId, long id, long principalId) {
        TeamRow row = lock(organisationId, id);
        Member member = members.find(organisationId, principalId).orElseThrow(Teams::memberUnknown);
        if (places.insert(organisationId, id, member.id()) > 0) {
            outbox.publish(event("team.member.add", row).with("member", member.name()));
        }
    }

    /// @throws AccountsException for somebody who is not in the team
    @Transactional
    public void removeMember(long organisationId, long id, long principalId) {
        TeamRow row = lock(organisationId, id);
        Member member = members.find(organisationId, principalId).orElseThrow(Teams::memberUnknown);
        if (places.delete(organisationId, id, principalId) == 0) {
            throw memberUnknown();
        }
        outbox.publish(event("team.member.remove", row).with("member", member.name()));
    }

    private TeamRow lock(long organisationId, long id) {
        organisations.lockLive(organisationId);
        return rows.findByOrganisationIdAndId(organisationId, id).orElseThrow(Teams::unknown);
    }

    private void checkFree(long organisationId, ShortName name) {
        if (rows.find(organisationId, name.value()).isPresent()) {
            throw new AccountsException(Code.NAME_TAKEN, "there is a team " + name + " already");
        }
    }

    private static Event event(String action, TeamRow team) {
        return Event.of(action).in(team.organisationId()).target(team.name());
    }

    private static AccountsException unknown() {
        return new AccountsException(Code.TEAM_UNKNOWN, "there is no such team");
    }

    private static AccountsException memberUnknown() {
        return new AccountsException(Code.MEMBER_UNKNOWN, "there is no such member");
    }
}
