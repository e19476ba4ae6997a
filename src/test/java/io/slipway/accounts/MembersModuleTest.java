package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.slipway.accounts.AccountsException.Code;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class MembersModuleTest extends SharedAccounts {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    TransactionTemplate transactions;

    @Test
    void addsAMemberWhoIsNoOwner() {
        User bob = person("bob");
        Organisation acme = organisationOf(person("ada"));

        Member member = members.add(acme.id(), bob.id(), false);

        assertThat(member.name()).isEqualTo(bob.name());
        assertThat(member.owner()).isFalse();
        assertThat(member.since()).isNotNull();
        assertThat(members.find(acme.id(), bob.id())).contains(member);
    }

    @Test
    void addsNobodyTwiceAndNobodyWhoIsNoUser() {
        User ada = person("ada");
        Organisation acme = organisationOf(ada);
        assertRefused(Code.MEMBER_EXISTS, () -> members.add(acme.id(), ada.id(), false));
        assertRefused(Code.USER_UNKNOWN, () -> members.add(acme.id(), Long.MAX_VALUE, false));
    }

    @Test
    void pagesByName() {
        User first = person("ada");
        User second = person("bob");
        User third = person("cyd");
        Organisation acme = organisationOf(second);
        members.add(acme.id(), third.id(), false);
        members.add(acme.id(), first.id(), false);

        assertThat(members.page(acme.id(), "", 2)).extracting(Member::id).containsExactly(first.id(), second.id());
        assertThat(members.page(acme.id(), second.name(), 2))
                .extracting(Member::id)
                .containsExactly(third.id());
    }

    @Test
    void knowsTheRoleOfOwnersMembersAndStrangers() {
        User ada = person("ada");
        User bob = person("bob");
        Organisation acme = organisationOf(ada);
        members.add(acme.id(), bob.id(), false);
        organisations.update(acme.id(), new OrganisationProfile("", "", Role.WRITE, true));

        assertThat(members.roleOf(acme.id(), ada.id())).isEqualTo(Role.ADMIN);
        assertThat(members.roleOf(acme.id(), bob.id())).isEqualTo(Role.WRITE);
        assertThat(members.roleOf(acme.id(), person("cyd").id())).isEqualTo(Role.NONE);
    }

    @Test
    @Tag("B9")
    void keepsTheLastOwner() {
        User ada = person("ada");
        Organisation acme = organisationOf(ada);
        members.add(acme.id(), person("bob").id(), false);

        assertRefused(Code.LAST_OWNER, () -> members.remove(acme.id(), ada.id()));
        assertRefused(Code.LAST_OWNER, () -> members.leave(acme.id(), ada.id()));
        assertRefused(Code.LAST_OWNER, () -> members.leaveAll(ada.id()));
        assertRefused(Code.LAST_OWNER, () -> members.setOwner(acme.id(), ada.id(), false));
        assertThat(members.roleOf(acme.id(), ada.id())).isEqualTo(Role.ADMIN);
    }

    @Test
    @Tag("B9")
    void keepsTheLastOwnerWhoCanAct() {
        User ada = person("ada");
        User bob = person("bob");
        Organisation acme = organisationOf(ada);
        members.add(acme.id(), bob.id(), true);
        disable(bob);

        assertRefused(Code.LAST_OWNER, () -> members.leave(acme.id(), ada.id()));
        members.remove(acme.id(), bob.id());
        assertThat(members.page(acme.id(), "", 10)).extracting(Member::id).containsExactly(ada.id());
    }

    @Test
    @Tag("B9")
    void keepsOneOfTwoOwnersWhoRemoveEachOtherAtOnce() {
        User ada = person("ada");
        User bob = person("bob");
        Organisation acme = organisationOf(ada);
        members.add(acme.id(), bob.id(), true);

        CompletableFuture<Throwable> other = transactions.execute(_ -> {
            members.remove(acme.id(), ada.id());
            return whileWaiting(() -> members.remove(acme.id(), bob.id()));
        });

        assertThat(other.join())
                .isInstanceOfSatisfying(
                        AccountsException.class,
                        error -> assertThat(error.code()).isEqualTo(Code.LAST_OWNER));
        assertThat(members.page(acme.id(), "", 10)).extracting(Member::id).containsExactly(bob.id());
    }

    @Test
    @Tag("B9")
    void keepsOneOfTwoOwnersWhoDemoteEachOtherAtOnce() {
        User ada = person("ada");
        User bob = person("bob");
        Organisation acme = organisationOf(ada);
        members.add(acme.id(), bob.id(), true);

        CompletableFuture<Throwable> other = transactions.execute(_ -> {
            members.setOwner(acme.id(), ada.id(), false);
            return whileWaiting(() -> members.setOwner(acme.id(), bob.id(), false));
        });

        assertThat(other.join()).isInstanceOf(AccountsException.class);
        assertThat(members.roleOf(acme.id(), bob.id())).isEqualTo(Role.ADMIN);
    }

    @Test
    void addsNobodyToAnOrganisationThatIsBeingDeleted() {
        User bob = person("bob");
        Organisation acme = organisationOf(person("ada"));

        CompletableFuture<Throwable> other = transactions.execute(_ -> {
            organisations.delete(acme.id());
            return whileWaiting(() -> members.add(acme.id(), bob.id(), true));
        });

        assertThat(other.join()).isInstanceOf(AccountsException.class);
        assertThat(organisations.listOf(bob.id())).isEmpty();
    }

    @Test
    @Tag("B2")
    void findsNoMemberOfAnotherOrganisation() {
        User ada = person("ada");
        User bob = person("bob");
        Organisation own = organisationOf(ada);
        Organisation foreign = organisationOf(bob);

        assertThat(members.find(own.id(), bob.id())).isEmpty();
        assertRefused(Code.MEMBER_UNKNOWN, () -> members.setOwner(own.id(), bob.id(), true));
        assertRefused(Code.MEMBER_UNKNOWN, () -> members.remove(own.id(), bob.id()));
        assertThat(members.roleOf(foreign.id(), bob.id())).isEqualTo(Role.ADMIN);
    }

    @Test
    void leavesAllOrganisationsWithAnAccountThatGoes() {
        User ada = person("ada");
        User bob = person("bob");
        members.add(organisationOf(ada).id(), bob.id(), true);
        members.add(organisationOf(ada).id(), bob.id(), false);

        members.leaveAll(bob.id());

        assertThat(organisations.listOf(bob.id())).isEmpty();
        assertThat(organisations.listOf(ada.id())).hasSize(2);
    }

    /// Starts the work beside the transaction in progress, and returns when it waits for that (or is done already).
    private CompletableFuture<Throwable> whileWaiting(Runnable work) {
        CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(() -> catchThrowable(work::run));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!outcome.isDone() && !somebodyWaits()) {
            assertThat(System.nanoTime()).as("nobody waits").isLessThan(deadline);
            Thread.onSpinWait();
        }
        return outcome;
    }

    /// By the locks: what `pg_stat_activity` shows stays as it was at the first look of a transaction, without the
    /// connections that came after.
    private boolean somebodyWaits() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted"
                        + " AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))")
                .query(Boolean.class)
                .single();
    }
}
