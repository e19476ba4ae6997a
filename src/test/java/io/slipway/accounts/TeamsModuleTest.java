package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountsException.Code;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TeamsModuleTest extends SharedAccounts {

    @Test
    void makesRenamesAndDescribesATeam() {
        Organisation acme = organisationOf(person("ada"));

        Team crew = teams.create(acme.id(), new ShortName("crew"), "Who fly");
        assertThat(crew).isEqualTo(new Team(crew.id(), acme.id(), "crew", "Who fly", 0));

        teams.rename(acme.id(), crew.id(), new ShortName("pilots"));
        Team changed = teams.describe(acme.id(), crew.id(), "Who land");

        assertThat(changed).isEqualTo(new Team(crew.id(), acme.id(), "pilots", "Who land", 0));
        assertThat(teams.find(acme.id(), "pilots")).contains(changed);
        assertThat(teams.find(acme.id(), "crew")).isEmpty();
    }

    @Test
    void refusesTwoOfANameInOneOrganisation() {
        User ada = person("ada");
        Organisation acme = organisationOf(ada);
        Team crew = teams.create(acme.id(), new ShortName("crew"), "");
        Team pilots = teams.create(acme.id(), new ShortName("pilots"), "");

        assertRefused(Code.NAME_TAKEN, () -> teams.create(acme.id(), new ShortName("crew"), ""));
        assertRefused(Code.NAME_TAKEN, () -> teams.rename(acme.id(), pilots.id(), new ShortName("crew")));
        assertThat(teams.rename(acme.id(), crew.id(), new ShortName("crew"))).isEqualTo(crew);
        assertThat(teams.create(organisationOf(ada).id(), new ShortName("crew"), ""))
                .isNotEqualTo(crew);
    }

    @Test
    void pagesTeamsAndTheirMembersByName() {
        User ada = person("ada");
        User bob = person("bob");
        Organisation acme = organisationOf(bob);
        members.add(acme.id(), ada.id(), false);
        Team crew = teams.create(acme.id(), new ShortName("crew"), "");
        teams.create(acme.id(), new ShortName("pilots"), "");
        teams.addMember(acme.id(), crew.id(), bob.id());
        teams.addMember(acme.id(), crew.id(), ada.id());

        assertThat(teams.page(acme.id(), "", 1)).containsExactly(teams.get(acme.id(), crew.id()));
        assertThat(teams.page(acme.id(), "crew", 5)).extracting(Team::name).containsExactly("pilots");
        assertThat(teams.get(acme.id(), crew.id()).members()).isEqualTo(2);
        assertThat(teams.members(acme.id(), crew.id(), "", 1))
                .extracting(TeamMember::id)
                .containsExactly(ada.id());
        assertThat(teams.members(acme.id(), crew.id(), ada.name(), 5))
                .extracting(TeamMember::id)
                .containsExactly(bob.id());
        assertThat(teams.listOf(ada.id())).extracting(Team::name).containsExactly("crew");
    }

    @Test
    void takesMembersOfTheOrganisationOnly() {
        Organisation acme = organisationOf(person("ada"));
        Team crew = teams.create(acme.id(), new ShortName("crew"), "");
        User stranger = person("eve");
        assertRefused(Code.MEMBER_UNKNOWN, () -> teams.addMember(acme.id(), crew.id(), stranger.id()));
        assertRefused(Code.MEMBER_UNKNOWN, () -> teams.removeMember(acme.id(), crew.id(), stranger.id()));
        assertThat(teams.listOf(stranger.id())).isEmpty();
    }

    @Test
    @Tag("A14")
    void losesWhoLeavesTheTeamOrTheOrganisation() {
        User bob = person("bob");
        User cyd = person("cyd");
        Organisation acme = organisationOf(person("ada"));
        Team crew = teams.create(acme.id(), new ShortName("crew"), "");
        for (User user : new User[] {bob, cyd}) {
            members.add(acme.id(), user.id(), false);
            teams.addMember(acme.id(), crew.id(), user.id());
        }

        teams.removeMember(acme.id(), crew.id(), bob.id());
        members.remove(acme.id(), cyd.id());
        members.add(acme.id(), cyd.id(), false);

        assertThat(teams.members(acme.id(), crew.id(), "", 10)).isEmpty();
    }

    @Test
    void goesWithItsMembers() {
        User ada = person("ada");
        Organisation acme = organisationOf(ada);
        Team crew = teams.create(acme.id(), new ShortName("crew"), "");
        teams.addMember(acme.id(), crew.id(), ada.id());

        teams.delete(acme.id(), crew.id());

        assertThat(teams.find(acme.id(), "crew")).isEmpty();
        assertThat(teams.listOf(ada.id())).isEmpty();
        assertRefused(Code.TEAM_UNKNOWN, () -> teams.delete(acme.id(), crew.id()));
    }

    @Test
    @Tag("B2")
    void isUnknownThroughAnotherOrganisation() {
        User eve = person("eve");
        Organisation own = organisationOf(eve);
        User ada = person("ada");
        Organisation acme = organisationOf(ada);
        Team crew = teams.create(acme.id(), new ShortName("crew"), "");
        teams.addMember(acme.id(), crew.id(), ada.id());
        Team before = teams.get(acme.id(), crew.id());

        assertRefused(Code.TEAM_UNKNOWN, () -> teams.get(own.id(), crew.id()));
        assertRefused(Code.TEAM_UNKNOWN, () -> teams.rename(own.id(), crew.id(), new ShortName("mine")));
        assertRefused(Code.TEAM_UNKNOWN, () -> teams.describe(own.id(), crew.id(), "mine"));
        assertRefused(Code.TEAM_UNKNOWN, () -> teams.addMember(own.id(), crew.id(), eve.id()));
        assertRefused(Code.TEAM_UNKNOWN, () -> teams.removeMember(own.id(), crew.id(), eve.id()));
        assertRefused(Code.TEAM_UNKNOWN, () -> teams.delete(own.id(), crew.id()));
        assertThat(teams.members(own.id(), crew.id(), "", 10)).isEmpty();
        assertThat(teams.get(acme.id(), crew.id())).isEqualTo(before);
    }
}
