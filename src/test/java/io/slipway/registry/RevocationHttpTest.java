package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.CredentialScope;
import io.slipway.access.Credentials;
import io.slipway.access.Grantee.Kind;
import io.slipway.access.Grants;
import io.slipway.access.NewCredential;
import io.slipway.access.Removals;
import io.slipway.access.Right;
import io.slipway.access.Transfers;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Members;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.NewRobot;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Robot;
import io.slipway.accounts.Robots;
import io.slipway.accounts.Role;
import io.slipway.accounts.ShortName;
import io.slipway.accounts.Teams;
import io.slipway.accounts.User;
import io.slipway.content.Repository;
import io.slipway.content.TagPatterns;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What was given ends when it is taken away, and does not come back with a name.
class RevocationHttpTest extends RegistryHttpBase {

    private static final AtomicInteger TESTS = new AtomicInteger();

    @Autowired
    Access access;

    @Autowired
    Grants grants;

    @Autowired
    Credentials credentials;

    @Autowired
    Transfers transfers;

    @Autowired
    Removals removals;

    @Autowired
    Organisations organisations;

    @Autowired
    Namespaces namespaces;

    @Autowired
    Members members;

    @Autowired
    Teams teams;

    @Autowired
    Robots robots;

    private String org;
    private User owner;
    private User guest;
    private String app;
    private long orgId;

    @BeforeEach
    void make() {
        String number = "rev" + TESTS.incrementAndGet();
        org = number + "-org";
        owner = user(number + "-owner", false);
        guest = user(number + "-guest", false);
        orgId = organisations.create(new AccountName(org), "", "", owner.id()).id();
        app = org + "/app";
        Images.push(anonymous().basic(owner.name(), PASSWORD), app, "bytes", "v1");
    }

    @Test
    @Tag("A14")
    void refusesATokenToWhoeverLostTheGrant() {
        Repository repository = managed();
        grants.set(repository, Kind.USER, guest.name(), Role.WRITE, new Caller.Person(owner));
        assertThat(pull(guest)).isEqualTo(200);

        grants.revoke(repository, Kind.USER, guest.name());

        assertThat(pull(guest)).isEqualTo(404);
    }

    @Test
    @Tag("A14")
    void refusesATokenToWhoeverLeftTheTeamOrTheOrganisation() {
        long team = teams.create(orgId, new ShortName("dev"), "").id();
        organisations.update(orgId, new io.slipway.accounts.OrganisationProfile("", "", Role.NONE, true));
        members.add(orgId, guest.id(), false);
        grants.set(managed(), Kind.TEAM, "dev", Role.READ, new Caller.Person(owner));
        assertThat(pull(guest)).isEqualTo(404);
        teams.addMember(orgId, team, guest.id());
        assertThat(pull(guest)).isEqualTo(200);

        teams.removeMember(orgId, team, guest.id());
        assertThat(pull(guest)).isEqualTo(404);

        teams.addMember(orgId, team, guest.id());
        members.remove(orgId, guest.id());
        assertThat(pull(guest)).isEqualTo(404);
    }

    @Test
    @Tag("A14")
    void refusesWhoeverIsDisabled() {
        grants.set(managed(), Kind.USER, guest.name(), Role.READ, new Caller.Person(owner));
        RegistryClient basic = anonymous().basic(guest.name(), PASSWORD);
        assertThat(basic.get("/v2/").status()).isEqualTo(200);

        users.disable(guest.id());

        assertThat(basic.get("/v2/").status()).isEqualTo(401);
        assertThat(basic.get("/token").status()).isEqualTo(401);
    }

    @Test
    @Tag("A14")
    @Tag("H10")
    void refusesARevokedTokenAndADisabledRobotOnEveryTransport() {
        Robot robot = robots.create(new NewRobot(orgId, Optional.empty(), new ShortName("ci"), ""), owner.id());
        grants.set(namespaces.find(org).orElseThrow(), Kind.ROBOT, robot.name(), Role.READ, new Caller.Person(owner));
        Credentials.Issued first = issue(robot);
        Credentials.Issued second = issue(robot);
        for (RegistryClient client : transports(robot.name(), first.secret())) {
            assertThat(client.get("/v2/").status()).isEqualTo(200);
            assertThat(client.get("/v2/" + app + "/manifests/v1").status()).isEqualTo(200);
        }

        credentials.revoke(robot, first.credential().id());
        transports(robot.name(), first.secret())
                .forEach(client -> assertThat(client.get("/v2/").status()).isEqualTo(401));
        assertThat(transports(robot.name(), second.secret())
                        .getFirst()
                        .get("/v2/")
                        .status())
                .isEqualTo(200);

        robots.disable(orgId, robot.id());
        transports(robot.name(), second.secret())
                .forEach(client -> assertThat(client.get("/v2/").status()).isEqualTo(401));
    }

    @Test
    @Tag("H10")
    void keepsTheOldSecretForTheOverlapOnly() {
        Credentials.Issued first = issue(owner);
        Credentials.Issued next =
                credentials.rotate(owner, first.credential().id(), Optional.empty(), new Caller.Person(owner));
        for (String secret : List.of(first.secret(), next.secret())) {
            assertThat(transports(owner.name(), secret).getLast().get("/v2/").status())
                    .isEqualTo(200);
        }

        Credentials.Issued last = credentials.rotate(
                owner, first.credential().id(), Optional.of(java.time.Duration.ZERO), new Caller.Person(owner));

        for (String secret : List.of(first.secret(), next.secret())) {
            assertThat(transports(owner.name(), secret).getLast().get("/v2/").status())
                    .isEqualTo(401);
        }
        assertThat(transports(owner.name(), last.secret()).getLast().get("/v2/").status())
                .isEqualTo(200);
    }

    @Test
    @Tag("A7")
    void movesOnlyTheTagsThatItsPatternsName() {
        CredentialScope scope = new CredentialScope(
                Set.of(Right.WRITE, Right.DELETE), new TagPatterns(List.of("pr-*")), Set.of(), Set.of());
        String secret = credentials
                .issue(owner, new NewCredential("pr", scope, Optional.empty()), new Caller.Person(owner))
                .secret();
        RegistryClient basic = anonymous().basic(owner.name(), secret);
        for (RegistryClient client :
                List.of(basic, anonymous().bearer(secret), basic.asking("repository:" + app + ":pull,push,delete"))) {
            byte[] manifest = client.get("/v2/" + app + "/manifests/v1").body();
            RegistryClient putting = client.with("Content-Type", "application/vnd.oci.image.manifest.v1+json");
            assertThat(putting.put("/v2/" + app + "/manifests/pr-7", manifest).status())
                    .isEqualTo(201);
            for (String reference :
                    List.of("v1", "latest", ManifestBuilder.digest(manifest) + "?tag=pr-8&tag=latest")) {
                Reply reply = putting.put("/v2/" + app + "/manifests/" + reference, manifest);
                assertThat(reply.status()).as("%s %s", reference, reply).isEqualTo(403);
            }
            assertThat(client.delete("/v2/" + app + "/manifests/v1").status()).isEqualTo(403);
            assertThat(client.delete("/v2/" + app + "/manifests/" + ManifestBuilder.digest(manifest))
                            .status())
                    .isEqualTo(403);
            assertThat(client.delete("/v2/" + app + "/manifests/pr-7").status()).isEqualTo(202);
        }
    }

    @Test
    @Tag("A13")
    void honoursNothingOldForARecreatedOrganisation() {
        RegistryClient old = anonymous().basic(owner.name(), PASSWORD).asking("repository:" + app + ":pull,push");
        Robot robot = robots.create(new NewRobot(orgId, Optional.empty(), new ShortName("ci"), ""), owner.id());
        grants.set(namespaces.find(org).orElseThrow(), Kind.ROBOT, robot.name(), Role.READ, new Caller.Person(owner));
        String secret = issue(robot).secret();
        removals.deleteOrganisation(namespaces.find(org).orElseThrow(), owner.id(), false, _ -> {});
        assertThat(old.get("/v2/" + app + "/manifests/v1").status()).isEqualTo(404);

        organisations.create(new AccountName(org), "", "", guest.id());
        Images.push(anonymous().basic(guest.name(), PASSWORD), app, "other bytes", "v1");

        assertThat(old.get("/v2/" + app + "/manifests/v1").status()).isEqualTo(404);
        assertThat(pull(owner)).isEqualTo(404);
        assertThat(transports(org + "+ci", secret).getFirst().get("/v2/").status())
                .isEqualTo(401);
    }

    @Test
    @Tag("A13")
    void honoursNothingOldForARecreatedUser() {
        String name = guest.name();
        grants.set(managed(), Kind.USER, name, Role.ADMIN, new Caller.Person(owner));
        String secret = issue(guest).secret();
        transfers.deleteUser(guest, Optional.empty());

        User again = users.create(NewUser.person(name, PASSWORD));

        assertThat(pull(again)).isEqualTo(404);
        assertThat(transports(name, secret).getFirst().get("/v2/").status()).isEqualTo(401);
    }

    @Test
    @Tag("B10")
    void refusesAnOldAnonymousTokenAfterAFlipAndBack() {
        repositories.setVisibility(managed(), Visibility.PUBLIC);
        RegistryClient anyone = anonymous().asking("repository:" + app + ":pull");
        assertThat(anyone.get("/v2/" + app + "/manifests/v1").status()).isEqualTo(200);

        repositories.setVisibility(managed(), Visibility.PRIVATE);
        assertThat(anyone.get("/v2/" + app + "/manifests/v1").status()).isEqualTo(401);
        repositories.setVisibility(managed(), Visibility.PUBLIC);

        assertThat(anyone.get("/v2/" + app + "/manifests/v1").status()).isEqualTo(401);
        assertThat(anonymous()
                        .asking("repository:" + app + ":pull")
                        .get("/v2/" + app + "/manifests/v1")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void followsAnOldNameUntilItIsTaken() {
        transfers.rename(managed(), new RepositoryName(org + "/new/name"), new Caller.Person(owner));
        RegistryClient basic = anonymous().basic(owner.name(), PASSWORD);
        String old = "/v2/" + app + "/manifests/v1";
        assertThat(basic.get(old).status()).isEqualTo(200);
        assertThat(basic.asking("repository:" + app + ":pull").get(old).status())
                .isEqualTo(200);
        assertThat(basic.get("/v2/" + org + "/new/name/manifests/v1").status()).isEqualTo(200);
        assertThat(pull(guest)).isEqualTo(404);

        Images.push(basic, app, "somebody's else", "v2");

        assertThat(basic.get(old).status()).isEqualTo(404);
        assertThat(basic.get("/v2/" + app + "/manifests/v2").status()).isEqualTo(200);
        assertThat(basic.get("/v2/" + org + "/new/name/manifests/v1").status()).isEqualTo(200);
    }

    @Test
    void movesEveryRepositoryWithTheNameOfItsOrganisation() {
        String renamed = org + "-renamed";
        transfers.renameNamespace(namespaces.find(org).orElseThrow(), new AccountName(renamed));

        RegistryClient basic = anonymous().basic(owner.name(), PASSWORD);
        assertThat(basic.get("/v2/" + renamed + "/app/manifests/v1").status()).isEqualTo(200);
        assertThat(basic.get("/v2/" + app + "/manifests/v1").status()).isEqualTo(200);
        Images.push(basic, renamed + "/app", "more", "v2");
        assertThat(basic.get("/v2/" + app + "/manifests/v2").status()).isEqualTo(200);
    }

    @Test
    void givesWhatAUserLeavesToTheHeir() {
        String mine = guest.name() + "/deep/app";
        Images.push(anonymous().basic(guest.name(), PASSWORD), mine, "kept", "v1");

        transfers.deleteUser(guest, Optional.of(org));

        RegistryClient basic = anonymous().basic(owner.name(), PASSWORD);
        assertThat(basic.get("/v2/" + org + "/deep/app/manifests/v1").status()).isEqualTo(200);
        assertThat(anonymous().basic(guest.name(), PASSWORD).get("/v2/").status())
                .isEqualTo(401);
    }

    private Repository managed() {
        return access.toManage(new Caller.Person(owner), new RepositoryName(app));
    }

    private int pull(User user) {
        return anonymous()
                .basic(user.name(), PASSWORD)
                .asking("repository:" + app + ":pull")
                .get("/v2/" + app + "/manifests/v1")
                .status();
    }

    private Credentials.Issued issue(io.slipway.accounts.Subject holder) {
        CredentialScope scope = new CredentialScope(Set.of(Right.READ), TagPatterns.EVERY, Set.of(), Set.of());
        return credentials.issue(holder, new NewCredential("ci", scope, Optional.empty()), new Caller.Person(owner));
    }

    private List<RegistryClient> transports(String name, String secret) {
        return List.of(anonymous().basic(name, secret), anonymous().bearer(secret));
    }
}
