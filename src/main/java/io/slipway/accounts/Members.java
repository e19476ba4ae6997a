package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who belongs to an organisation. An owner that can act remains, whatever happens at the same time.
@Service
public class Members {

    private final OrganisationRows organisations;
    private final MemberRows rows;
    private final Outbox outbox;

    Members(OrganisationRows organisations, MemberRows rows, Outbox outbox) {
        this.organisations = organisations;
        this.rows = rows;
        this.outbox = outbox;
    }

    /// At most `size` members whose names come after this one, in ASCII order.
    @Transactional(readOnly = true)
    public List<Member> page(long organisationId, String after, int size) {
        return rows.page(organisationId, after, Limit.of(size));
    }

    @Transactional(readOnly = true)
    public Optional<Member> find(long organisationId, long principalId) {
        return rows.find(organisationId, principalId);
    }

    /// What somebody is by being a member, in every repository of the organisation; no member: nothing.
    @Transactional(readOnly = true)
    public Role roleOf(long organisationId, long principalId) {
        Optional<Member> member = rows.find(organisationId, principalId);
        if (member.isEmpty()) {
            return Role.NONE;
        }
        return member.get().owner()
                ? Role.ADMIN
                : organisations
                        .findLive(organisationId)
                        .map(Organisation::defaultRole)
                        .orElse(Role.NONE);
    }

    /// @throws AccountsException for nobody that exists, or a member already
    @Transactional
    public Member add(long organisationId, long principalId, boolean owner) {
        organisations.lockLive(organisationId);
        if (rows.insert(organisationId, principalId, owner) == 0) {
            throw rows.find(organisationId, principalId)
                    .map(member -> new AccountsException(Code.MEMBER_EXISTS, member.name() + " is a member already"))
                    .orElseGet(() -> new AccountsException(Code.USER_UNKNOWN, "there is no such user"));
        }
        Member member = get(organisationId, principalId);
        publish("member.add", organisationId, member);
        return member;
    }

    /// @throws AccountsException when no owner would remain
    @Transactional
    public Member setOwner(long organisationId, long principalId, boolean owner) {
        organisations.lockLive(organisationId);
        Member member = get(organisationId, principalId);
        if (member.owner() == owner) {
            return member;
        }
        checkOwnerRemains(organisationId, member);
        rows.setOwner(organisationId, principalId, owner);
        Member changed = get(organisationId, principalId);
        publish("member.update", organisationId, changed);
        return changed;
    }

    /// Ends the membership, and with it what teams and the default role gave.
    ///
    /// @throws AccountsException when no owner would remain
    @Transactional
    public void remove(long organisationId, long principalId) {
        organisations.lockLive(organisationId);
        end("member.remove", organisationId, get(organisationId, principalId));
    }

    /// The same, by the member.
    @Transactional
    public void leave(long organisationId, long principalId) {
        organisations.lockLive(organisationId);
        end("member.leave", organisationId, get(organisationId, principalId));
    }

    /// As an account that goes must.
    ///
    /// @throws AccountsException when an organisation would be left without an owner: nothing was left then
    @Transactional
    public void leaveAll(long principalId) {
        for (long organisation : rows.organisationsOf(principalId)) {
            organisations.lock(organisation);
            rows.find(organisation, principalId).ifPresent(member -> end("member.leave", organisation, member));
        }
    }

    private void end(String action, long organisationId, Member member) {
        checkOwnerRemains(organisationId, member);
        rows.delete(organisationId, member.id());
        publish(action, organisationId, member);
    }

    private Member get(long organisationId, long principalId) {
        return rows.find(organisationId, principalId)
                .orElseThrow(() -> new AccountsException(Code.MEMBER_UNKNOWN, "there is no such member"));
    }

    private void checkOwnerRemains(long organisationId, Member member) {
        if (member.owner() && !rows.hasOwnerBeside(organisationId, member.id())) {
            throw new AccountsException(
                    Code.LAST_OWNER, member.name() + " is the last owner: make somebody else an owner first");
        }
    }

    private void publish(String action, long organisationId, Member member) {
        outbox.publish(Event.of(action)
                .in(organisationId)
                .target(member.name())
                .with("role", member.owner() ? "owner" : "member"));
    }
}
