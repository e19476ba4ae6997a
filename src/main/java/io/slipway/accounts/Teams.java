package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Groups of an organisation's members. A team is looked for inside its organisation only.
@Service
public class Teams {

    private final OrganisationRows organisations;
    private final MemberRows members;
    private final TeamRows rows;
    private final TeamMemberRows places;

    Teams(OrganisationRows organisations, MemberRows members, TeamRows rows, TeamMemberRows places) {
        this.organisations = organisations;
        this.members = members;
        this.rows = rows;
        this.places = places;
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
        return get(organisationId, row.id());
    }

    /// @throws AccountsException for a name that another team of the organisation has
    @Transactional
    public Team rename(long organisationId, long id, ShortName name) {
        TeamRow row = lock(organisationId, id);
        if (!get(organisationId, id).name().equals(name.value())) {
            checkFree(organisationId, name);
            row.rename(name);
            rows.flush();
        }
        return get(organisationId, id);
    }

    @Transactional
    public Team describe(long organisationId, long id, String description) {
        lock(organisationId, id).describe(description);
        rows.flush();
        return get(organisationId, id);
    }

    /// Takes its grants along.
    @Transactional
    public void delete(long organisationId, long id) {
        lock(organisationId, id);
        rows.delete(organisationId, id);
    }

    /// Does nothing for who is in the team already.
    ///
    /// @throws AccountsException for somebody who is no member of the organisation
    @Transactional
    public void addMember(long organisationId, long id, long principalId) {
        lock(organisationId, id);
        Member member = members.find(organisationId, principalId).orElseThrow(Teams::memberUnknown);
        places.insert(organisationId, id, member.id());
    }

    /// @throws AccountsException for somebody who is not in the team
    @Transactional
    public void removeMember(long organisationId, long id, long principalId) {
        lock(organisationId, id);
        if (places.delete(organisationId, id, principalId) == 0) {
            throw memberUnknown();
        }
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

    private static AccountsException unknown() {
        return new AccountsException(Code.TEAM_UNKNOWN, "there is no such team");
    }

    private static AccountsException memberUnknown() {
        return new AccountsException(Code.MEMBER_UNKNOWN, "there is no such member");
    }
}
