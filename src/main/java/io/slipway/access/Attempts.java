package io.slipway.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.accounts.AccountName;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Notes who tried to prove who they are: all are counted, refusals are told to the audit log.
@Component
class Attempts {

    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";
    private static final String SUCCEEDED = "succeeded";

    private final Outbox outbox;
    private final MeterRegistry registry;

    Attempts(Outbox outbox, MeterRegistry registry) {
        this.outbox = outbox;
        this.registry = registry;
        for (String method : List.of(PASSWORD, TOKEN)) {
            counter(method, SUCCEEDED);
            counter(method, result(Verification.Refusal.WRONG));
        }
    }

    void note(String name, boolean token, Verification verification) {
        String method = token ? TOKEN : PASSWORD;
        switch (verification) {
            case Verification.Verified _ -> counter(method, SUCCEEDED).increment();
            case Verification.FactorNeeded _ -> counter(method, "factor_needed").increment();
            case Verification.Refused refused -> {
                counter(method, result(refused.why())).increment();
                outbox.publishLater(Event.of("session.refuse")
                        .target(AccountName.orNothing(name))
                        .refused(refused.why().name()));
            }
        }
    }

    /// One that came without a name.
    void noteToken(boolean right) {
        counter(TOKEN, right ? SUCCEEDED : result(Verification.Refusal.WRONG)).increment();
    }

    private Counter counter(String method, String result) {
        return registry.counter("slipway.auth.attempts", "method", method, "result", result);
    }

    private static String result(Verification.Refusal why) {
        return why.name().toLowerCase(Locale.ROOT);
    }
}
