package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.Event;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

class OrganisationsModuleTest extends SharedAccounts {

    @Autowired
    HeardEvents heard;

    @Test
    void makesAnOrganisationWithItsFirstOwner() {
        User ada = person("ada");
        AccountName name = fresh("acme");

        Organisation acme = organisations.create(name, "Acme", "Rockets", ada.id());

        assertThat(acme).isEqualTo(new Organisation(acme.id(), name.value(), "Acme", "Rockets", Role.READ, true));
        assertThat(organisations.find(name.value())).contains(acme);
        assertThat(organisations.get(acme.id())).isEqualTo(acme);
        assertThat(members.page(acme.id(), "", 10)).singleElement().satisfies(member -> {
            assertThat(member.id()).isEqualTo(ada.id());
            assertThat(member.owner()).isTrue();
        });
    }

    @Test
    void refusesTheNameOfAUserOrAnotherOrganisation() {
        User ada = person("ada");
        Organisation acme = organisationOf(ada);

        for (String name : List.of(ada.name(), acme.name())) {
            assertRefused(Code.NAME_TAKEN, () -> organisations.create(new AccountName(name), "", "", ada.id()));
            Organisation other = organisationOf(ada);
            assertRefused(Code.NAME_TAKEN, () -> organisations.rename(other.id(), new AccountName(name)));
        }
        assertRefused(Code.NAME_TAKEN, () -> users.create(NewUser.person(acme.name(), "a wide and windy harbour")));
    }

    @Test
    void leavesTheNameToASignUpThatWaits() {
        User ada = person("ada");
        AccountName name = fresh("acme");
        jdbc.sql("""
                        INSERT INTO accounts.sign_up (token_hash, name, email, password_hash, expires_at)
                        VALUES (sha256(:name::text::bytea), :name, 'bob@example.com', '', now() + INTERVAL '1 day')
                        """).param("name", name.value()).update();

        assertRefused(Code.NAME_TAKEN, () -> organisations.create(name, "", "", ada.id()));
        assertRefused(
                Code.NAME_TAKEN, () -> organisations.rename(organisationOf(ada).id(), name));
    }

    @Test
    void makesNoneForNobody() {
        AccountName name = fresh("acme");
        assertRefused(Code.USER_UNKNOWN, () -> organisations.create(name, "", "", robot().id()));
        assertThat(organisations.find(name.value())).isEmpty();
    }

    @Test
    void isNoUsersNamespace() {
        User ada = person("ada");
        assertThat(organisations.find(ada.name())).isEmpty();
        assertRefused(Code.ORGANISATION_UNKNOWN, () -> organisations.get(ada.namespaceId()));
        assertRefused(Code.ORGANISATION_UNKNOWN, () -> organisations.delete(ada.namespaceId()));
        assertRefused(Code.ORGANISATION_UNKNOWN, () -> members.add(ada.namespaceId(), ada.id(), true));
    }

    @ParameterizedTest
    @EnumSource
    void changesWhatOwnersChoose(Role role) {
        Organisation acme = organisationOf(person("ada"));

        Organisation changed =
                organisations.update(acme.id(), new OrganisationProfile("Acme", "Rockets\nand more", role, false));

        assertThat(changed)
                .isEqualTo(new Organisation(acme.id(), acme.name(), "Acme", "Rockets\nand more", role, false));
        assertThat(organisations.find(acme.name())).contains(changed);
    }

    @Test
    void storesRolesAsTheNumbersThatDecisionsCompare() {
        Organisation acme = organisationOf(person("ada"));
        organisations.update(acme.id(), new OrganisationProfile("", "", Role.MAINTAIN, true));
        assertThat(jdbc.sql("SELECT default_role FROM accounts.organisation WHERE namespace_id = ?")
                        .param(acme.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void listsThoseOfAMemberAndPagesAllByName() {
        User ada = person("ada");
        Organisation first = organisations.create(fresh("zz-a"), "", "", ada.id());
        Organisation second =
                organisations.create(fresh("zz-b"), "", "", person("bob").id());
        Organisation third = organisations.create(fresh("zz-c"), "", "", ada.id());

        assertThat(organisations.listOf(ada.id())).containsExactly(first, third);
        assertThat(organisations.page("zz", 2)).containsExactly(first, second);
        assertThat(organisations.page(second.name(), 2)).containsExactly(third);
    }

    @Test
    void keepsItsIdWhenRenamed() {
        User ada = person("ada");
        Organisation acme = organisationOf(ada);
        Robot robot = robots.create(new NewRobot(acme.id(), Optional.empty(), new ShortName("ci"), ""), ada.id());
        AccountName name = fresh("acme");

        assertThat(organisations.rename(acme.id(), name).name()).isEqualTo(name.value());

        assertThat(organisations.find(acme.name())).isEmpty();
        assertThat(organisations.find(name.value())).map(Organisation::id).contains(acme.id());
        assertThat(robots.find(name + "+ci")).map(Robot::id).contains(robot.id());
        assertThat(robots.find(robot.name())).isEmpty();
        assertThat(organisations
                        .create(new AccountName(acme.name()), "", "", ada.id())
                        .id())
                .isNotEqualTo(acme.id());
    }

    @Test
    @Tag("A13")
    void leavesNothingToWhoTakesTheNameOfADeletedOne() {
        User ada = person("ada");
        User bob = person("bob");
        Organisation acme = organisationOf(ada);
        Team team = teams.create(acme.id(), new ShortName("crew"), "");
        teams.addMember(acme.id(), team.id(), ada.id());
        Robot robot = robots.create(new NewRobot(acme.id(), Optional.empty(), new ShortName("ci"), ""), ada.id());

        organisations.delete(acme.id());
        Organisation again = organisations.create(new AccountName(acme.name()), "", "", bob.id());

        assertThat(again.id()).isNotEqualTo(acme.id());
        assertThat(organisations.listOf(ada.id())).isEmpty();
        assertThat(members.page(again.id(), "", 10)).extracting(Member::id).containsExactly(bob.id());
        assertThat(members.roleOf(acme.id(), ada.id())).isEqualTo(Role.NONE);
        assertThat(members.roleOf(again.id(), ada.id())).isEqualTo(Role.NONE);
        assertThat(teams.page(again.id(), "", 10)).isEmpty();
        assertThat(teams.listOf(ada.id())).isEmpty();
        assertThat(robots.find(robot.id())).isEmpty();
        assertThat(robots.find(robot.name())).isEmpty();
        assertRefused(Code.ORGANISATION_UNKNOWN, () -> members.add(acme.id(), ada.id(), true));
        assertRefused(Code.ORGANISATION_UNKNOWN, () -> teams.create(acme.id(), new ShortName("crew"), ""));
        assertRefused(
                Code.NAMESPACE_UNKNOWN,
                () -> robots.create(new NewRobot(acme.id(), Optional.empty(), new ShortName("ci"), ""), ada.id()));
    }

    @Test
    void tellsWhatHappens() throws Exception {
        User ada = person("ada");
        User bob = person("bob");
        Organisation acme = organisationOf(ada);
        AccountName name = fresh("acme");

        organisations.rename(acme.id(), name);
        members.add(acme.id(), bob.id(), false);
        Team team = teams.create(acme.id(), new ShortName("crew"), "");
        teams.addMember(acme.id(), team.id(), bob.id());
        teams.addMember(acme.id(), team.id(), bob.id());
        members.setOwner(acme.id(), bob.id(), true);
        members.leave(acme.id(), bob.id());
        robots.create(new NewRobot(acme.id(), Optional.empty(), new ShortName("ci"), ""), ada.id());
        organisations.delete(acme.id());

        List<Event> events = heard.upTo("organisation.delete", acme.id());
        assertThat(events)
                .extracting(event -> event.action() + " " + event.target() + " " + event.details())
                .containsExactly(
                        "organisation.create " + acme.name() + " {}",
                        "organisation.rename " + name + " {from=" + acme.name() + "}",
                        "member.add " + bob.name() + " {role=member}",
                        "team.create crew {}",
                        "team.member.add crew {member=" + bob.name() + "}",
                        "member.update " + bob.name() + " {role=owner}",
                        "member.leave " + bob.name() + " {role=owner}",
                        "robot.create " + name + "+ci {}",
                        "organisation.delete " + name + " {}");
    }

    private Robot robot() {
        User ada = person("ada");
        return robots.create(new NewRobot(ada.namespaceId(), Optional.empty(), new ShortName("ci"), ""), ada.id());
    }
}
