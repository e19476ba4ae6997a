package io.slipway.testing;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.CredentialScope;
import io.slipway.access.Credentials;
import io.slipway.access.Grantee.Kind;
import io.slipway.access.Grants;
import io.slipway.access.NewCredential;
import io.slipway.access.Right;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Members;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.NewRobot;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Robot;
import io.slipway.accounts.Robots;
import io.slipway.accounts.Role;
import io.slipway.accounts.ShortName;
import io.slipway.accounts.Subject;
import io.slipway.accounts.Team;
import io.slipway.accounts.Teams;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.content.TagPatterns;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;

/// An organisation with a repository of each kind, and one of each kind of people, robots and tokens around it.
///
/// The place names are `<name>/app` (private, with grants), `/open` (public), `/other` (private), and `<name>-ada/own`.
public class Cast {

    public static final String PASSWORD = "a horse, a battery and a staple";

    /// Where something can be asked for.
    public enum Place {
        APP,
        OPEN,
        OTHER,
        OWN,
        /// in the organisation, and not there
        MISSING
    }

    public enum Part {
        ANONYMOUS,
        STRANGER,
        OWNER,
        MEMBER,
        TEAM_MEMBER,
        READER,
        WRITER,
        MAINTAINER,
        MANAGER,
        WIDE_ROBOT,
        APP_ROBOT,
        OTHER_TOKEN,
        READ_TOKEN,
        TAG_TOKEN,
        ADMINISTRATOR,
        AUDITOR,
        ADA,
        DISABLED
    }

    /// What to sign in with.
    public record Login(String name, String secret) {}

    @Autowired
    private Users users;

    @Autowired
    private Organisations organisations;

    @Autowired
    private Namespaces namespaces;

    @Autowired
    private Members members;

    @Autowired
    private Teams teams;

    @Autowired
    private Robots robots;

    @Autowired
    private Grants grants;

    @Autowired
    private Credentials credentials;

    @Autowired
    private Access access;

    @Autowired
    private Repositories repositories;

    private final Map<Part, Login> logins = new EnumMap<>(Part.class);
    private String name = "";

    /// Makes everything, once for each name.
    public Cast gather(String organisation) {
        name = organisation;
        User owner = person(Part.OWNER);
        Organisation made = organisations.create(new AccountName(organisation), "", "", owner.id());
        for (Part part : new Part[] {
            Part.STRANGER, Part.MEMBER, Part.TEAM_MEMBER, Part.READER, Part.WRITER, Part.MAINTAINER, Part.MANAGER
        }) {
            person(part);
        }
        User ada = person(Part.ADA);
        users.setAuditor(person(Part.AUDITOR).id(), true);
        users.setAdministrator(person(Part.ADMINISTRATOR).id(), true);
        make(Place.APP, owner, Visibility.PRIVATE);
        make(Place.OPEN, owner, Visibility.PUBLIC);
        make(Place.OTHER, owner, Visibility.PRIVATE);
        make(Place.OWN, ada, Visibility.PRIVATE);
        join(made);
        give(made, owner);
        users.disable(person(Part.DISABLED).id());
        return this;
    }

    public RepositoryName at(Place place) {
        return new RepositoryName(
                switch (place) {
                    case APP -> name + "/app";
                    case OPEN -> name + "/open";
                    case OTHER -> name + "/other";
                    case OWN -> name + "-ada/own";
                    case MISSING -> name + "/none";
                });
    }

    public String organisation() {
        return name;
    }

    /// Empty for nobody.
    public Optional<Login> login(Part part) {
        return Optional.ofNullable(logins.get(part));
    }

    public User user(Part part) {
        return users.find(logins.get(part).name()).orElseThrow();
    }

    public Namespace namespace() {
        return namespaces.find(name).orElseThrow();
    }

    /// What the parts are meant to be, written down independently of the code that decides.
    public static Role role(Part part, Place place) {
        Role role = switch (part) {
            case ANONYMOUS, STRANGER, AUDITOR, DISABLED -> Role.NONE;
            case OWNER, READ_TOKEN, TAG_TOKEN -> place == Place.OWN ? Role.NONE : Role.ADMIN;
            case OTHER_TOKEN -> place == Place.OTHER ? Role.ADMIN : Role.NONE;
            case MEMBER -> place == Place.OWN ? Role.NONE : Role.READ;
            case TEAM_MEMBER ->
                switch (place) {
                    case APP -> Role.WRITE;
                    case OWN -> Role.NONE;
                    case OPEN, OTHER, MISSING -> Role.READ;
                };
            case READER, APP_ROBOT -> place == Place.APP ? Role.READ : Role.NONE;
            case WRITER -> place == Place.APP ? Role.WRITE : Role.NONE;
            case MAINTAINER -> place == Place.APP ? Role.MAINTAIN : Role.NONE;
            case MANAGER -> place == Place.APP ? Role.ADMIN : Role.NONE;
            case WIDE_ROBOT -> place == Place.OWN ? Role.NONE : Role.WRITE;
            case ADMINISTRATOR -> Role.ADMIN;
            case ADA -> place == Place.OWN ? Role.ADMIN : Role.NONE;
        };
        return role == Role.NONE && place == Place.OPEN && part != Part.DISABLED ? Role.READ : role;
    }

    private void join(Organisation made) {
        members.add(made.id(), user(Part.MEMBER).id(), false);
        members.add(made.id(), user(Part.TEAM_MEMBER).id(), false);
        Team team = teams.create(made.id(), new ShortName("dev"), "");
        teams.addMember(made.id(), team.id(), user(Part.TEAM_MEMBER).id());
    }

    private void give(Organisation made, User owner) {
        Caller by = new Caller.Person(owner);
        var app = access.toManage(by, at(Place.APP));
        grants.set(app, Kind.TEAM, "dev", Role.WRITE, by);
        grants.set(app, Kind.USER, logins.get(Part.READER).name(), Role.READ, by);
        grants.set(app, Kind.USER, logins.get(Part.WRITER).name(), Role.WRITE, by);
        grants.set(app, Kind.USER, logins.get(Part.MAINTAINER).name(), Role.MAINTAIN, by);
        grants.set(app, Kind.USER, logins.get(Part.MANAGER).name(), Role.ADMIN, by);
        Robot wide = robots.create(new NewRobot(made.id(), Optional.empty(), new ShortName("wide"), ""), owner.id());
        grants.set(namespace(), Kind.ROBOT, wide.name(), Role.WRITE, by);
        Robot small =
                robots.create(new NewRobot(made.id(), Optional.of(app.id()), new ShortName("small"), ""), owner.id());
        grants.set(app, Kind.ROBOT, small.name(), Role.READ, by);
        Set<Right> all = Set.of(Right.values());
        token(Part.WIDE_ROBOT, wide, new CredentialScope(all, TagPatterns.EVERY, Set.of(), Set.of()), by);
        token(Part.APP_ROBOT, small, new CredentialScope(all, TagPatterns.EVERY, Set.of(), Set.of()), by);
        long other = access.toManage(by, at(Place.OTHER)).id();
        token(Part.OTHER_TOKEN, owner, new CredentialScope(all, TagPatterns.EVERY, Set.of(), Set.of(other)), by);
        token(
                Part.READ_TOKEN,
                owner,
                new CredentialScope(Set.of(Right.READ), TagPatterns.EVERY, Set.of(), Set.of()),
                by);
        TagPatterns tags = new TagPatterns(java.util.List.of("pr-*"));
        token(Part.TAG_TOKEN, owner, new CredentialScope(all, tags, Set.of(), Set.of()), by);
    }

    private void token(Part part, Subject holder, CredentialScope scope, Caller by) {
        var issued = credentials.issue(holder, new NewCredential(part.name(), scope, Optional.empty()), by);
        logins.put(part, new Login(holder.name(), issued.secret()));
    }

    private void make(Place place, User by, Visibility visibility) {
        var made = access.toMake(new Caller.Person(by), at(place));
        repositories.setVisibility(made, visibility);
    }

    private User person(Part part) {
        String called =
                name + "-" + part.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        logins.put(part, new Login(called, PASSWORD));
        return users.create(NewUser.person(called, PASSWORD));
    }
}
