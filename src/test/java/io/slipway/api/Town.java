package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Caller;
import io.slipway.access.CredentialScope;
import io.slipway.access.Credentials;
import io.slipway.access.NewCredential;
import io.slipway.access.Right;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Members;
import io.slipway.accounts.NewRobot;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Robots;
import io.slipway.accounts.ShortName;
import io.slipway.accounts.Teams;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.TagPatterns;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// People who own, share and look: `ada` owns acme, `bob` is a member of it, `eve` belongs nowhere, `aud` is an
/// auditor.
@Component
class Town {

    final Users users;
    private final Organisations organisations;
    private final Members members;
    private final Teams teams;
    private final Robots robots;
    private final Credentials credentials;

    Town(
            Users users,
            Organisations organisations,
            Members members,
            Teams teams,
            Robots robots,
            Credentials credentials) {
        this.users = users;
        this.organisations = organisations;
        this.members = members;
        this.teams = teams;
        this.robots = robots;
        this.credentials = credentials;
    }

    /// Once; with `acme+ci`, the team `crew` of bob, and the empty repository `acme/web`.
    void settle(Site anyone) {
        if (users.find("ada").isPresent()) {
            return;
        }
        User ada = person("ada");
        User bob = person("bob");
        person("eve");
        users.setAuditor(person("aud").id(), true);
        users.create(NewUser.person("root", Site.PASSWORD).asAdministrator());
        Organisation acme = organisation("acme", ada);
        members.add(acme.id(), bob.id(), false);
        long crew = teams.create(acme.id(), new ShortName("crew"), "").id();
        teams.addMember(acme.id(), crew, bob.id());
        robots.create(new NewRobot(acme.id(), Optional.empty(), new ShortName("ci"), ""), ada.id());
        Organisation other = organisation("other", person("zed"));
        robots.create(new NewRobot(other.id(), Optional.empty(), new ShortName("ci"), ""), ada.id());
        make(anyone.as("ada"), "acme/web");
    }

    User person(String name) {
        return users.create(NewUser.person(name, Site.PASSWORD));
    }

    static void make(Site site, String repository) {
        HttpResponse<String> answer = site.post("/api/v1/repositories", "{\"name\":\"" + repository + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /// A personal access token as a client.
    Site token(Site anyone, String holder, Right... rights) {
        User user = users.find(holder).orElseThrow();
        CredentialScope scope = new CredentialScope(Set.of(rights), TagPatterns.EVERY, Set.of(), Set.of());
        String secret = credentials
                .issue(user, new NewCredential("test", scope, Optional.empty()), new Caller.Person(user))
                .secret();
        return anyone.with("Bearer " + secret);
    }

    private Organisation organisation(String name, User owner) {
        return organisations.create(new AccountName(name), "", "", owner.id());
    }
}
