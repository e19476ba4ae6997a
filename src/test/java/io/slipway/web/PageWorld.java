package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.CredentialScope;
import io.slipway.access.Credentials;
import io.slipway.access.NewCredential;
import io.slipway.access.RefreshTokens;
import io.slipway.access.Right;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.EmailChanges;
import io.slipway.accounts.Invitations;
import io.slipway.accounts.IssuedInvitation;
import io.slipway.accounts.Members;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.NewInvitation;
import io.slipway.accounts.NewRobot;
import io.slipway.accounts.NewSignUp;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Recovery;
import io.slipway.accounts.Robot;
import io.slipway.accounts.Robots;
import io.slipway.accounts.SecondFactors;
import io.slipway.accounts.Sessions;
import io.slipway.accounts.ShortName;
import io.slipway.accounts.ShownCodes;
import io.slipway.accounts.SignUps;
import io.slipway.accounts.Subject;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.TagPatterns;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.Cast;
import io.slipway.testing.Cast.Part;
import io.slipway.work.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/// What the lines of [PageTable] speak of: the [Cast], another organisation, and one of everything that has a number or
/// a secret in its path.
class PageWorld {

    private static final String ADDRESS = "127.0.0.1";

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private Users users;

    @Autowired
    private Organisations organisations;

    @Autowired
    private Namespaces namespaces;

    @Autowired
    private Members members;

    @Autowired
    private Invitations invitations;

    @Autowired
    private Robots robots;

    @Autowired
    private Credentials credentials;

    @Autowired
    private RefreshTokens logins;

    @Autowired
    private Sessions sessions;

    @Autowired
    private SecondFactors factors;

    @Autowired
    private Recovery recovery;

    @Autowired
    private SignUps signUps;

    @Autowired
    private EmailChanges emails;

    @Autowired
    private Access access;

    @Autowired
    private Operations operations;

    @Autowired
    private TransactionTemplate transactions;

    private final Cast cast = new Cast();
    private final Map<String, String> names = new HashMap<>();
    private final Map<Visitor, User> people = new HashMap<>();
    private String name = "";

    /// @param mailed what the link in the last mail to an address opens
    PageWorld gather(String called, UnaryOperator<String> mailed) {
        name = called;
        beans.autowireBean(cast);
        cast.gather(name);
        for (Visitor visitor : Visitor.values()) {
            visitor.part().filter(part -> part != Part.ANONYMOUS).ifPresent(part -> know(visitor, cast.user(part)));
        }
        know(Visitor.FORMER_MEMBER, person(Visitor.FORMER_MEMBER));
        know(Visitor.OTHER_OWNER, person(Visitor.OTHER_OWNER));
        know(Visitor.VIEWER, users.setAdministrator(person(Visitor.VIEWER).id(), true));
        Instant soon = Instant.now().plus(Duration.ofHours(1));
        know(
                Visitor.NEWCOMER,
                users.create(new NewUser(
                        new AccountName(name + "-newcomer"),
                        Optional.empty(),
                        Cast.PASSWORD,
                        false,
                        Optional.of(soon))));
        names.put("org", name);
        names.put("password", Cast.PASSWORD);
        names.put("changed", "another horse and its battery");
        invite(organise());
        placeTokens();
        mail(mailed);
        return this;
    }

    /// With every `{name}` filled in.
    String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> known : names.entrySet()) {
            filled = filled.replace("{" + known.getKey() + "}", known.getValue());
        }
        return filled;
    }

    void know(String name, String value) {
        names.put(name, value);
    }

    User user(Visitor visitor) {
        return people.get(visitor);
    }

    /// A browser in which the visitor is signed in.
    Browser browser(Visitor visitor, int port) {
        Browser browser = new Browser(port);
        if (visitor != Visitor.ANONYMOUS) {
            String token = sessions.open(user(visitor), ADDRESS, "");
            if (visitor == Visitor.VIEWER) {
                sessions.seeAs(token, user(Visitor.OWNER).id());
            }
            browser.cookies().put("slipway", token);
        }
        return browser;
    }

    private void know(Visitor visitor, User user) {
        people.put(visitor, user);
        names.put(visitor.suffix(), user.name());
    }

    private User person(Visitor visitor) {
        return users.create(NewUser.person(name + "-" + visitor.suffix(), Cast.PASSWORD));
    }

    private Organisation organise() {
        Organisation own = organisations.find(name).orElseThrow();
        long former = user(Visitor.FORMER_MEMBER).id();
        members.add(own.id(), former, false);
        members.remove(own.id(), former);
        User otherOwner = user(Visitor.OTHER_OWNER);
        names.put("other", name + "-other");
        Organisation other = organisations.create(new AccountName(name + "-other"), "", "", otherOwner.id());
        long app = access.toMake(new Caller.Person(otherOwner), new RepositoryName(other.name() + "/app"))
                .id();
        names.put("otherapp", Long.toString(app));
        names.put("orgid", Long.toString(own.id()));
        names.put("operation", operation());
        IssuedInvitation made =
                invitations.create(NewInvitation.toOrganisation(other.id(), Optional.empty()), otherOwner.id());
        names.put("otherinvited", made.link().token());
        return own;
    }

    /// Of a kind that nobody runs.
    private String operation() {
        Optional<Long> owner = Optional.of(user(Visitor.STRANGER).id());
        return Objects.requireNonNull(transactions.execute(
                        _ -> operations.submit("test.kept", name, owner, JsonNodeFactory.instance.objectNode())))
                .id()
                .toString();
    }

    private void invite(Organisation own) {
        long owner = user(Visitor.OWNER).id();
        NewInvitation asked = NewInvitation.toOrganisation(own.id(), Optional.empty());
        names.put("invited", invitations.create(asked, owner).link().token());
        names.put(
                "invitation",
                Long.toString(invitations.create(asked, owner).invitation().id()));
    }

    private void placeTokens() {
        long writer = user(Visitor.WRITER).id();
        factors.confirm(writer, ShownCodes.now(factors.enrol(writer).secret()));
        User stranger = user(Visitor.STRANGER);
        names.put("token", token(stranger, stranger));
        // the others go all at once
        logins.issue(stranger, "docker");
        logins.issue(stranger, "podman");
        sessions.open(stranger, ADDRESS, "");
        names.put("login", Long.toString(logins.list(stranger).getFirst().id()));
        sessions.open(stranger, ADDRESS, "");
        names.put(
                "session",
                Long.toString(sessions.list(stranger.id(), "").getFirst().id()));
        Robot wide = robots.find(name + "+wide").orElseThrow();
        names.put("wide", token(wide, user(Visitor.OWNER)));
        names.put("turned", token(wide, user(Visitor.OWNER)));
        User ada = user(Visitor.ADA);
        long home = namespaces.find(ada.name()).orElseThrow().id();
        long gone = access.toMake(new Caller.Person(ada), new RepositoryName(ada.name() + "/gone"))
                .id();
        names.put("gone", Long.toString(gone));
        Robot mine = robots.create(new NewRobot(home, Optional.empty(), new ShortName("mine"), ""), ada.id());
        names.put("mine", token(mine, ada));
    }

    private String token(Subject holder, User by) {
        CredentialScope scope = new CredentialScope(Set.of(Right.READ), TagPatterns.EVERY, Set.of(), Set.of());
        return Long.toString(credentials
                .issue(holder, new NewCredential("made", scope, Optional.empty()), new Caller.Person(by))
                .credential()
                .id());
    }

    private void mail(UnaryOperator<String> mailed) {
        User former = user(Visitor.FORMER_MEMBER);
        names.put(
                "reset",
                recovery.linkFor(
                                user(Visitor.AUDITOR).id(),
                                user(Visitor.ADMINISTRATOR).id())
                        .token());
        String address = name + "-changed@example.org";
        emails.request(former.id(), address);
        names.put("email", last(mailed.apply(address)));
        String asked = name + "-asked@example.org";
        signUps.request(new NewSignUp(
                new AccountName(name + "-asked"), asked, Cast.PASSWORD, Optional.empty(), Optional.empty()));
        names.put("confirm", last(mailed.apply(asked)));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
