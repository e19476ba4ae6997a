package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Requests that are perhaps cut in the middle, and then happened or did not.
final class ModelRequests {

    private final Cuts cuts;
    private final ModelDatabase database;
    private final Random random;
    private final Map<String, Integer> done;
    private boolean acknowledged;
    private String answer = "";

    ModelRequests(Cuts cuts, ModelDatabase database, Random random, Map<String, Integer> done) {
        this.cuts = cuts;
        this.database = database;
        this.random = random;
        this.done = done;
    }

    /// Does it, perhaps cut in the middle; then all of it happened or nothing.
    ///
    /// @param change what it does to the model
    void change(String what, ModelPlace place, Runnable request, Runnable change) {
        Set<String> before = database.state(place.name());
        if (random.nextInt(6) == 0) {
            cuts.arm(random.nextInt(12), random.nextBoolean());
        }
        acknowledge(false);
        answer = "";
        request.run();
        boolean cut = cuts.heal();
        done.merge(what + (cut ? ", cut" : ""), 1, Integer::sum);
        if (acknowledged || cut && !database.state(place.name()).equals(before)) {
            change.run();
        }
        assertThat(acknowledged || cut).as("%s goes well: %s", what, answer).isTrue();
        assertThat(database.told(place.name())).as("after %s", what).isEqualTo(place.told());
    }

    /// Within a request.
    void expect(Reply reply, int status) {
        acknowledge(reply.status() == status);
        answer = status + " wanted, but " + reply;
    }

    void acknowledge(boolean ended) {
        acknowledged = ended;
    }

    /// Whether the last one was.
    boolean acknowledged() {
        return acknowledged;
    }
}
