package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.access.Proof;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.EmailChanges;
import io.slipway.accounts.Profile;
import io.slipway.accounts.Robot;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The caller's own account.
@RestController
class MeResource {

    private static final String PATH = "/api/v1/me";

    /// What is not named stays as it is; an empty language is none.
    record ProfileChange(
            @Nullable String displayName, @Nullable String language) {

        Profile on(User user) {
            Optional<String> spoken =
                    language == null ? user.language() : Optional.of(language).filter(tag -> !tag.isEmpty());
            return new Profile(displayName == null ? user.displayName() : displayName, spoken);
        }
    }

    @BodyLimit(BodyLimit.AUTHENTICATION)
    record PasswordChange(
            @Nullable String current, @Nullable String changed) {}

    @BodyLimit(BodyLimit.AUTHENTICATION)
    record EmailChange(@Nullable String email, @Nullable String password) {}

    private final SiteAccess site;
    private final Users users;
    private final EmailChanges emails;
    private final Proof proof;

    MeResource(SiteAccess site, Users users, EmailChanges emails, Proof proof) {
        this.site = site;
        this.users = users;
        this.emails = emails;
        this.proof = proof;
    }

    @GetMapping(PATH)
    ResponseEntity<MeView> get(HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        return caller instanceof Caller.Holder holder && holder.subject() instanceof Robot robot
                ? EntityTag.answer(MeView.of(robot))
                : EntityTag.answer(MeView.of(site.self(caller)));
    }

    @PatchMapping(PATH)
    ResponseEntity<MeView> change(
            @RequestBody ProfileChange body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        User user = site.account(ApiCallerFilter.caller(request));
        User changed = users.changeProfile(user.id(), now -> {
            EntityTag.require(ifMatch, MeView.of(now));
            return body.on(now);
        });
        return EntityTag.answer(MeView.of(changed));
    }

    /// Ends all sessions and all that was given for the old password.
    @PutMapping(PATH + "/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@RequestBody PasswordChange body, HttpServletRequest request) {
        User user = site.account(ApiCallerFilter.caller(request));
        String current = Fields.need(body.current(), "current");
        String changed = Fields.need(body.changed(), "changed");
        proof.password(user, current);
        users.changePassword(user.id(), current, changed);
    }

    /// The address counts once the link in the mail to it was used.
    @PutMapping(PATH + "/email")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void changeEmail(@RequestBody EmailChange body, HttpServletRequest request) {
        User user = site.account(ApiCallerFilter.caller(request));
        String email = Fields.need(body.email(), "email");
        proof.password(user, Fields.need(body.password(), "password"));
        emails.request(user.id(), email);
    }
}
