import java.util.concurrent.locks.LockSupport;

/// Lets so many requests a second through, of all workers together.
final class Pace {

    private final long gap;
    private long next = System.nanoTime();

    Pace(double rate) {
        gap = (long) (1e9 / rate);
    }

    void await() {
        LockSupport.parkNanos(take() - System.nanoTime());
    }

    private synchronized long take() {
        next = Math.max(next + gap, System.nanoTime());
        return next;
    }
}
