package io.slipway.access;

import io.slipway.accounts.BuildAgent;
import io.slipway.accounts.Robot;
import io.slipway.accounts.Subject;
import io.slipway.accounts.User;
import java.util.Optional;

/// Somebody whose rights are asked for now: nobody, an account, or what a credential leaves of one.
record Who(Optional<Subject> subject, CredentialScope scope) {

    static final Who NOBODY = new Who(Optional.empty(), CredentialScope.WHOLE);

    static Who whole(Subject subject) {
        return new Who(Optional.of(subject), CredentialScope.WHOLE);
    }

    /// Zero, which nobody has, for nobody.
    long principal() {
        return subject.map(Subject::id).orElse(0L);
    }

    boolean isAdministrator() {
        return user().filter(User::administrator).isPresent();
    }

    boolean isAuditor() {
        return user().filter(User::auditor).isPresent();
    }

    Optional<Robot> robot() {
        return subject.filter(Robot.class::isInstance).map(Robot.class::cast);
    }

    Optional<BuildAgent> build() {
        return subject.filter(BuildAgent.class::isInstance).map(BuildAgent.class::cast);
    }

    private Optional<User> user() {
        return subject.filter(User.class::isInstance).map(User.class::cast);
    }
}
