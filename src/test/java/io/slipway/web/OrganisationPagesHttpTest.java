package io.slipway.web;

import static io.slipway.web.AcmePages.submit;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.Members;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Role;
import io.slipway.accounts.ShortName;
import io.slipway.accounts.Teams;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.content.RepositoryState;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Ada owns the organisation that each test makes, bob is a member, eve is nobody there.
@SlipwayTest
class OrganisationPagesHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Autowired
    private Users users;

    @Autowired
    private Organisations organisations;

    @Autowired
    private Members members;

    @Autowired
    private Teams teams;

    @Autowired
    private Repositories repositories;

    @LocalServerPort
    private int port;

    private Organisation acme;
    private String path;
    private Browser ada;

    @BeforeEach
    void found() throws Exception {
        for (String name : List.of("ada", "bob", "eve")) {
            if (users.find(name).isEmpty()) {
                users.create(NewUser.person(name, PASSWORD));
            }
        }
        acme = organisations.create(new AccountName("acme" + NUMBERS.incrementAndGet()), "", "", id("ada"));
        members.add(acme.id(), id("bob"), false);
        path = "/orgs/" + acme.name();
        ada = as("ada");
    }

    @Test
    void makesOrganisations() throws Exception {
        String name = "made" + NUMBERS.incrementAndGet();

        HttpResponse<String> made = submit(ada, "/orgs/-/new", "/orgs", Map.of("name", name, "displayName", "Made"));

        assertThat(Browser.location(made)).isEqualTo("/orgs/" + name + "?done=created");
        assertThat(ada.get(Browser.location(made)).body()).contains("It is made.", "/" + name + "/my-image:latest");
        assertThat(ada.get("/orgs").body()).contains(">" + name + "</a>");
        HttpResponse<String> refused = submit(ada, "/orgs/-/new", "/orgs", Map.of("name", name));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("taken already", "value=\"" + name + "\"");
    }

    @Test
    @Tag("A2")
    void showsHiddenOrganisationsAsMissingOnes() throws Exception {
        for (String below :
                List.of("", "/-/members", "/-/teams", "/-/robots", "/-/settings", "/-/permissions", "/-/grants")) {
            for (Browser stranger : List.of(as("eve"), new Browser(port))) {
                HttpResponse<String> hidden = stranger.get(path + below);
                HttpResponse<String> missing = stranger.get("/orgs/missing" + below);

                // whoever is not signed in may be asked to, whether there is something or not
                assertThat(hidden.statusCode())
                        .as(below)
                        .isEqualTo(missing.statusCode())
                        .isIn(404, 303);
                assertThat(comparable(hidden)).isEqualTo(comparable(missing).replace("missing", acme.name()));
            }
        }
        assertThat(Browser.location(new Browser(port).get("/orgs"))).isEqualTo("/login?next=/orgs");
    }

    @Test
    void showsStrangersNoMoreThanPublicRepositories() throws Exception {
        Pusher pusher = new Pusher(port, "ada", PASSWORD);
        pusher.push(acme.name() + "/open", "1");
        pusher.push(acme.name() + "/closed", "1");
        RepositoryState open =
                repositories.find(new RepositoryName(acme.name() + "/open")).orElseThrow();
        repositories.setVisibility(open.forWriting(), Visibility.PUBLIC);

        assertThat(as("eve").get(path).body())
                .contains(acme.name() + "/open")
                .doesNotContain(acme.name() + "/closed", "/-/members");
        assertThat(as("bob").get(path).body()).contains(acme.name() + "/closed", "/-/members");
    }

    @Test
    @Tag("B4")
    void leavesMembersToLook() throws Exception {
        Browser bob = as("bob");

        assertThat(bob.get(path + "/-/members").body()).contains("bob", "Leave").doesNotContain("Make invitation");
        for (String below : List.of("/-/robots", "/-/settings", "/-/permissions", "/-/grants")) {
            assertThat(bob.get(path + below).statusCode()).as(below).isEqualTo(404);
        }
        for (String target : List.of("/-/members", "/-/teams", "/-/robots", "/-/settings/name", "/-/invitations")) {
            HttpResponse<String> refused =
                    submit(bob, path + "/-/members", path + target, Map.of("user", "eve", "name", "mine"));
            assertThat(refused.statusCode()).as(target).isEqualTo(404);
        }
        assertThat(members.find(acme.id(), id("eve"))).isEmpty();
    }

    @Test
    @Tag("G3")
    void changesNothingWithoutTheToken() throws Exception {
        for (String target :
                List.of("/-/members", "/-/teams", "/-/robots", "/-/settings", "/-/permissions", "/-/grants")) {
            HttpResponse<String> refused = ada.post(path + target, Map.of("user", "eve", "name", "x"));
            assertThat(refused.statusCode()).as(target).isEqualTo(403);
        }
        assertThat(ada.post("/orgs", Map.of("name", "forged")).statusCode()).isEqualTo(403);
        assertThat(organisations.find("forged")).isEmpty();
    }

    @Test
    @Tag("B9")
    void keepsMembers() throws Exception {
        String page = path + "/-/members";

        assertThat(submit(ada, page, page, Map.of("user", "nobody")).body()).contains("no user of this name");
        assertThat(Browser.location(submit(ada, page, page, Map.of("user", "eve"))))
                .isEqualTo(page + "?done=added");
        submit(ada, page, page + "/bob", Map.of("_method", "put", "role", "owner"));
        assertThat(members.roleOf(acme.id(), id("bob"))).isEqualTo(Role.ADMIN);
        submit(ada, page, page + "/bob", Map.of("_method", "put", "role", "member"));
        assertThat(ada.get(page).body()).contains("The last owner");
        HttpResponse<String> last = submit(ada, page, page + "/ada", Map.of("_method", "delete"));
        assertThat(last.statusCode()).isEqualTo(422);
        assertThat(last.body()).contains("This is the last owner");
        submit(ada, page, page + "/bob", Map.of("_method", "delete"));
        assertThat(as("bob").get(page).statusCode()).isEqualTo(404);
        Browser eve = as("eve");
        assertThat(Browser.location(submit(eve, page, page + "/eve", Map.of("_method", "delete"))))
                .isEqualTo("/orgs?done=left");
    }

    @Test
    void invitesByALinkThatIsShownOnce() throws Exception {
        String page = path + "/-/members";
        HttpResponse<String> made = submit(ada, page, path + "/-/invitations", Map.of());
        Matcher link = Pattern.compile("(/orgs/-/invitations/[A-Za-z0-9_-]+)").matcher(made.body());
        assertThat(link.find()).isTrue();
        String join = link.group(1);

        assertThat(ada.get(page).body()).contains("Whoever has the link").doesNotContain(join);
        assertThat(new Browser(port).get(join).body())
                .contains("Join " + acme.name(), "href=\"/login?next=" + join, "/signup/invitation/");
        Browser eve = as("eve");
        assertThat(Browser.location(submit(eve, join, join, Map.of()))).isEqualTo(path + "?done=joined");
        assertThat(members.find(acme.id(), id("eve"))).isPresent();
        assertThat(eve.get(join).statusCode()).isEqualTo(404);
        assertThat(eve.get("/orgs/-/invitations/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsTeams() throws Exception {
        String page = path + "/-/teams";

        assertThat(Browser.location(submit(ada, page, page, Map.of("name", "dev"))))
                .isEqualTo(page + "/dev?done=created");
        assertThat(submit(ada, page, page, Map.of("name", "Dev!")).body()).contains("2 to 64 lower-case");
        assertThat(submit(ada, page, page + "/dev/members", Map.of("user", "eve"))
                        .statusCode())
                .isEqualTo(422);
        submit(ada, page, page + "/dev/members", Map.of("user", "bob"));
        assertThat(as("bob").get(page + "/dev").body()).contains("bob").doesNotContain("Delete team");
        submit(ada, page, page + "/dev", Map.of("_method", "patch", "name", "devs", "description", "All of us"));
        assertThat(ada.get(page + "/devs").body()).contains("All of us");
        assertThat(submit(ada, page, page + "/devs", Map.of("_method", "delete", "confirm", "dev"))
                        .statusCode())
                .isEqualTo(422);
        submit(ada, page, page + "/devs", Map.of("_method", "delete", "confirm", "devs"));
        assertThat(ada.get(page + "/devs").statusCode()).isEqualTo(404);
    }

    @Test
    void changesTheCellsThatWereChanged() throws Exception {
        String page = path + "/-/permissions";
        String web = acme.name() + "/web";
        new Pusher(port, "ada", PASSWORD).push(web, "1");
        teams.create(acme.id(), new ShortName("dev"), "");
        teams.create(acme.id(), new ShortName("ops"), "");

        submit(
                ada,
                page,
                page,
                Map.of("role dev " + web, "none:write", "role ops " + web, "read:read", "role ops ", "none:maintain"));

        String body = ada.get(page).body();
        assertThat(body)
                .containsPattern("value=\"write:write\"\\s+selected")
                .containsPattern("value=\"maintain:maintain\"\\s+selected")
                .doesNotContainPattern("value=\"read:read\"\\s+selected");
        submit(ada, page, page, Map.of("role dev " + web, "write:none"));
        assertThat(ada.get(page).body()).doesNotContainPattern("value=\"write:write\"\\s+selected");
        assertThat(submit(ada, page, page, Map.of("role dev ada/none", "none:admin"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void savesAllCellsOrNone() throws Exception {
        String page = path + "/-/permissions";
        String web = acme.name() + "/web";
        new Pusher(port, "ada", PASSWORD).push(web, "1");
        teams.create(acme.id(), new ShortName("dev"), "");
        teams.create(acme.id(), new ShortName("ops"), "");
        submit(ada, page, page, Map.of("role ops ", "none:read"));
        Map<String, String> good = Map.of(
                "role dev ",
                "none:write",
                "role dev " + web,
                "none:admin",
                "role ops ",
                "read:none",
                "role ops " + web,
                "none:read");

        for (String bad : List.of("role gone ", "role gone " + web, "role dev " + acme.name() + "/gone")) {
            Map<String, String> all = new HashMap<>(good);
            all.put(bad, "none:write");
            assertThat(submit(ada, page, page, all).statusCode()).isEqualTo(404);
        }

        assertThat(ada.get(page).body())
                .containsPattern("value=\"read:read\"\\s+selected")
                .doesNotContainPattern("value=\"(write:write|admin:admin)\"\\s+selected");
        submit(ada, page, page, good);
        assertThat(ada.get(page).body())
                .containsPattern("value=\"write:write\"\\s+selected")
                .containsPattern("value=\"admin:admin\"\\s+selected");
    }

    @Test
    void keepsSettingsAndTheEnd() throws Exception {
        String page = path + "/-/settings";

        submit(ada, page, page, Map.of("_method", "patch", "displayName", "Acme <b>", "defaultRole", "write"));
        assertThat(organisations.get(acme.id()).defaultRole()).isEqualTo(Role.WRITE);
        assertThat(organisations.get(acme.id()).membersCreate()).isFalse();
        assertThat(ada.get(page).body()).contains("Acme &lt;b&gt;").doesNotContain("Acme <b>");
        String renamed = "re-" + acme.name();
        assertThat(submit(ada, page, page + "/name", Map.of("changed", renamed, "confirm", "x"))
                        .statusCode())
                .isEqualTo(422);
        submit(ada, page, page + "/name", Map.of("changed", renamed, "confirm", acme.name()));
        String there = "/orgs/" + renamed + "/-/settings";
        assertThat(ada.get(there).statusCode()).isEqualTo(200);
        assertThat(submit(ada, there, there, Map.of("_method", "delete", "confirm", "x"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(Browser.location(submit(ada, there, there, Map.of("_method", "delete", "confirm", renamed))))
                .isEqualTo("/orgs?done=trashed");
        assertThat(ada.get(there).statusCode()).isEqualTo(404);
    }

    private long id(String user) {
        return users.find(user).orElseThrow().id();
    }

    private Browser as(String user) throws Exception {
        Browser browser = new Browser(port);
        browser.signIn(user, PASSWORD);
        return browser;
    }

    /// With the token of the page where the form is.
    private static String comparable(HttpResponse<String> response) {
        return response.body().replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }
}
