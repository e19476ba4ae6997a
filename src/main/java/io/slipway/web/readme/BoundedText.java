package io.slipway.web.readme;

import java.util.concurrent.CancellationException;

/// Takes text up to a limit, and none after its thread was told to stop.
final class BoundedText implements Appendable {

    private final StringBuilder text = new StringBuilder();
    private final int limit;

    BoundedText(int limit) {
        this.limit = limit;
    }

    @Override
    public Appendable append(CharSequence added) {
        return append(added, 0, added.length());
    }

    @Override
    public Appendable append(CharSequence added, int from, int to) {
        check(to - from);
        text.append(added, from, to);
        return this;
    }

    @Override
    public Appendable append(char added) {
        check(1);
        text.append(added);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void check(int more) {
        if (text.length() + more > limit || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("too much to render");
        }
    }
}
