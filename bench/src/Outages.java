import java.io.IOException;

/// What becomes of a worker whose connection ends.
interface Outages {

    void met(IOException failure) throws InterruptedException;
}
