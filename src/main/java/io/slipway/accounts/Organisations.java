package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Namespaces that several people share.
@Service
public class Organisations {

    private final OrganisationRows rows;
    private final Homes homes;
    private final MemberRows members;
    private final TeamRows teams;
    private final RobotRows robots;
    private final Outbox outbox;

    Organisations(
            OrganisationRows rows, Homes homes, MemberRows members, TeamRows teams, RobotRows robots, Outbox outbox) {
        this.rows = rows;
        this.homes = homes;
        this.members = members;
        this.teams = teams;
        this.robots = robots;
        this.outbox = outbox;
    }

    @Transactional(readOnly = true)
    public Optional<Organisation> find(String name) {
        return rows.findLive(name);
    }

    /// @throws AccountsException when there is none, or no longer
    @Transactional(readOnly = true)
    public Organisation get(long id) {
        return rows.findLive(id).orElseThrow(Organisations::unknown);
    }

    /// All of which somebody is a member, by name.
    @Transactional(readOnly = true)
    public List<Organisation> listOf(long principalId) {
        return rows.listOf(principalId);
    }

    /// At most `size` of all, whose names come after this one in ASCII order.
    @Transactional(readOnly = true)
    public List<Organisation> page(String after, int size) {
        return rows.page(after, Limit.of(size));
    }

    /// Makes the organisation with its namespace and its first owner.
    ///
    /// @throws AccountsException for a name that is taken
    @Transactional
    public Organisation create(AccountName name, String displayName, String description, long by) {
        Namespace namespace = homes.makeShared(name);
        rows.saveAndFlush(new OrganisationRow(namespace, OrganisationProfile.of(displayName, description), by));
        if (members.insert(namespace.id(), by, true) == 0) {
            throw new AccountsException(Code.USER_UNKNOWN, "there is no such user");
        }
        outbox.publish(event("organisation.create", namespace.id(), namespace.name()));
        return get(namespace.id());
    }

    /// The organisation, which nobody else changes until the caller's transaction ends.
    @Transactional(propagation = Propagation.MANDATORY)
    public Organisation hold(long id) {
        return rows.lockLive(id);
    }

    @Transactional
    public Organisation update(long id, OrganisationProfile profile) {
        return update(id, _ -> profile);
    }

    /// @param change is given the organisation as it is; nobody changes it meanwhile
    @Transactional
    public Organisation update(long id, Function<Organisation, OrganisationProfile> change) {
        Organisation now = rows.lockLive(id);
        String name = now.name();
        OrganisationProfile profile = change.apply(now);
        OrganisationRow row = rows.findById(id).orElseThrow(Organisations::unknown);
        row.change(profile);
        rows.flush();
        outbox.publish(event("organisation.update", id, name)
                .with("default-role", profile.defaultRole().name().toLowerCase(Locale.ROOT))
                .with("members-create", String.valueOf(profile.membersCreate())));
        return get(id);
    }

    /// Changes the namespace only: its repositories' names are the caller's to change in the same transaction.
    ///
    /// @throws AccountsException for a name that is taken
    @Transactional
    public Organisation rename(long id, AccountName name) {
        Organisation organisation = rows.lockLive(id);
        if (organisation.name().equals(name.value())) {
            return organisation;
        }
        homes.checkFree(name);
        try {
            rows.rename(id, name.value());
        } catch (DataIntegrityViolationException sameNameAtTheSameTime) {
            throw Homes.taken(name);
        }
        outbox.publish(event("organisation.rename", id, name.value()).with("from", organisation.name()));
        return get(id);
    }

    /// Frees the name and ends memberships, teams and robots. Whoever takes the name gets nothing of what was there.
    /// What can be restored was given to [OrganisationTrash#keep] before.
    @Transactional
    public void delete(long id) {
        String name = rows.lockLive(id).name();
        rows.delete(id);
        teams.deleteAll(id);
        members.deleteAll(id);
        robots.deleteAll(id);
        outbox.publish(event("organisation.delete", id, name));
    }

    private static Event event(String action, long id, String name) {
        return Event.of(action).in(id).target(name);
    }

    static AccountsException unknown() {
        return new AccountsException(Code.ORGANISATION_UNKNOWN, "there is no such organisation");
    }
}
