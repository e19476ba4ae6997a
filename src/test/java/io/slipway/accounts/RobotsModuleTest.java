package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountsException.Code;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RobotsModuleTest extends SharedAccounts {

    @Test
    void makesARobotOfAnOrganisationOrAPerson() {
        User ada = person("ada");
        Organisation acme = organisationOf(ada);

        Robot shared = make(acme.id(), "ci", ada);
        Robot own = make(ada.namespaceId(), "ci", ada);

        assertThat(shared.name()).isEqualTo(acme.name() + "+ci");
        assertThat(own.name()).isEqualTo(ada.name() + "+ci");
        assertThat(shared.creator()).contains(ada.name());
        assertThat(shared.disabled()).isFalse();
        assertThat(robots.find(shared.name())).contains(shared);
        assertThat(robots.find(shared.id())).contains(shared);
        assertThat(robots.find(acme.id(), "ci")).contains(shared);
        assertThat(jdbc.sql("SELECT name FROM accounts.principal_name WHERE principal_id = ?")
                        .param(shared.id())
                        .query(String.class)
                        .single())
                .isEqualTo(shared.name());
    }

    @Test
    void isConfinedToARepository() {
        User ada = person("ada");
        long repository = repositoryOf(ada);
        NewRobot robot = new NewRobot(ada.namespaceId(), Optional.of(repository), new ShortName("ci"), "Builds");

        assertThat(robots.create(robot, ada.id())).satisfies(made -> {
            assertThat(made.repositoryId()).contains(repository);
            assertThat(made.description()).isEqualTo("Builds");
        });
    }

    @Test
    @Tag("A16")
    void isNeverTakenForAUser() {
        User ada = person("ada");
        Robot robot = make(ada.namespaceId(), ada.name(), ada);

        assertThat(users.find(robot.name())).isEmpty();
        assertThat(robots.find(ada.name())).isEmpty();
        assertThat(robots.find("+" + ada.name())).isEmpty();
        assertThat(robots.find(ada.name() + "+")).isEmpty();
        assertThat(robots.find(robot.name() + "+" + ada.name())).isEmpty();
        assertThat(users.find(robot.id())).isEmpty();
        assertThat(robots.find(ada.id())).isEmpty();
    }

    @Test
    @Tag("A16")
    @Tag("B2")
    void isUnknownThroughAnotherNamespace() {
        User ada = person("ada");
        User eve = person("eve");
        Robot robot = make(organisationOf(ada).id(), "ci", ada);
        long own = organisationOf(eve).id();

        for (long other : new long[] {own, eve.namespaceId(), ada.namespaceId()}) {
            assertThat(robots.find(other, "ci")).isEmpty();
            assertThat(robots.page(other, "", 10)).isEmpty();
            assertRefused(Code.ROBOT_UNKNOWN, () -> robots.get(other, robot.id()));
            assertRefused(Code.ROBOT_UNKNOWN, () -> robots.update(other, robot.id(), "mine"));
            assertRefused(Code.ROBOT_UNKNOWN, () -> robots.disable(other, robot.id()));
            assertRefused(Code.ROBOT_UNKNOWN, () -> robots.enable(other, robot.id()));
            assertRefused(Code.ROBOT_UNKNOWN, () -> robots.delete(other, robot.id()));
        }
        assertThat(robots.find(robot.id())).contains(robot);
    }

    @Test
    void refusesTwoOfANameInOneNamespace() {
        User ada = person("ada");
        make(ada.namespaceId(), "ci", ada);
        assertRefused(Code.NAME_TAKEN, () -> make(ada.namespaceId(), "ci", ada));
        assertRefused(Code.NAMESPACE_UNKNOWN, () -> make(Long.MAX_VALUE, "ci", ada));
    }

    @Test
    void isDescribedDisabledAndEnabled() {
        User ada = person("ada");
        Robot robot = make(ada.namespaceId(), "ci", ada);

        assertThat(robots.update(ada.namespaceId(), robot.id(), "Nightly").description())
                .isEqualTo("Nightly");
        assertThat(robots.disable(ada.namespaceId(), robot.id()).disabled()).isTrue();
        assertThat(robots.find(robot.name())).map(Robot::disabled).contains(true);
        assertThat(robots.enable(ada.namespaceId(), robot.id()).disabled()).isFalse();
    }

    @Test
    @Tag("A13")
    void isAnotherOneWhenMadeAgain() {
        User ada = person("ada");
        Robot robot = make(ada.namespaceId(), "ci", ada);

        robots.delete(ada.namespaceId(), robot.id());
        assertThat(robots.find(robot.name())).isEmpty();
        Robot again = make(ada.namespaceId(), "ci", ada);

        assertThat(again.id()).isNotEqualTo(robot.id());
        assertThat(robots.find(robot.id())).isEmpty();
        assertThat(robots.find(robot.name())).contains(again);
        assertRefused(Code.ROBOT_UNKNOWN, () -> robots.enable(ada.namespaceId(), robot.id()));
        assertRefused(Code.ROBOT_UNKNOWN, () -> robots.delete(ada.namespaceId(), robot.id()));
    }

    @Test
    void pagesByName() {
        User ada = person("ada");
        Robot first = make(ada.namespaceId(), "ci", ada);
        Robot second = make(ada.namespaceId(), "nightly", ada);

        assertThat(robots.page(ada.namespaceId(), "", 1)).containsExactly(first);
        assertThat(robots.page(ada.namespaceId(), "ci", 5)).containsExactly(second);
    }

    private Robot make(long namespaceId, String name, User by) {
        return robots.create(new NewRobot(namespaceId, Optional.empty(), new ShortName(name), ""), by.id());
    }

    private long repositoryOf(User owner) {
        return jdbc.sql("INSERT INTO content.repository (namespace_id, name, visibility, created_by)"
                        + " VALUES (:namespace, :name, 'PRIVATE', :owner) RETURNING id")
                .param("namespace", owner.namespaceId())
                .param("name", owner.name() + "/app")
                .param("owner", owner.id())
                .query(Long.class)
                .single();
    }
}
