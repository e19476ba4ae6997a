package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.accounts.Robot;
import io.slipway.accounts.User;
import java.util.Optional;

/// Who asks: a person with the whole account, or a robot with its name.
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record MeView(
        String kind,
        String name,
        Optional<String> displayName,
        Optional<String> email,
        Optional<String> language,
        Optional<Boolean> administrator,
        Optional<Boolean> auditor,
        Optional<Boolean> twoFactor) {

    static MeView of(User user) {
        return new MeView(
                "user",
                user.name(),
                Optional.of(user.displayName()),
                user.email(),
                user.language(),
                Optional.of(user.administrator()),
                Optional.of(user.auditor()),
                Optional.of(user.twoFactor()));
    }

    static MeView of(Robot robot) {
        return new MeView(
                "robot",
                robot.name(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
