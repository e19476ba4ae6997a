package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WakeableTest {

    @Test
    void computesBesideTheThreadsOfRequests() throws Exception {
        CompletableFuture<Boolean> virtual = new CompletableFuture<>();
        Wakeable work = Wakeable.computing(
                "layers", () -> virtual.complete(Thread.currentThread().isVirtual()));

        work.wake();

        assertThat(virtual.get(5, TimeUnit.SECONDS)).isFalse();
        work.stop();
    }
}
