package io.slipway.storage.s3;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// The credentials of calls. The SDK takes fresh ones before the old ones end; a store may end them before that, and
/// then they are asked for anew.
final class S3Credentials implements AwsCredentialsProvider, SdkAutoCloseable {

    private static final long REST = Duration.ofMinutes(1).toNanos();

    private static final Set<String> REFUSALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "TokenRefreshRequired",
            "InvalidToken",
            "InvalidTokenId",
            "InvalidAccessKeyId");

    private final Supplier<AwsCredentialsProvider> source;
    private volatile AwsCredentialsProvider current;
    private OptionalLong inVain = OptionalLong.empty();

    /// @param source makes one that knows nothing yet
    S3Credentials(Supplier<AwsCredentialsProvider> source) {
        this.source = source;
        this.current = source.get();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        return current.resolveCredentials();
    }

    /// Makes a call, once more with fresh credentials where the store refused those that it was made with.
    <T> T call(Supplier<T> call) {
        AwsCredentials used = resolveCredentials();
        try {
            return call.get();
        } catch (S3Exception refusal) {
            if (isRefusal(refusal) && renew(used)) {
                return call.get();
            }
            throw refusal;
        }
    }

    /// An answer to HEAD has no code.
    private static boolean isRefusal(S3Exception answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return code == null || code.isBlank()
                ? answer.statusCode() == 400 || answer.statusCode() == 403
                : REFUSALS.contains(code);
    }

    /// False when there are no others; then the source has a minute's rest.
    private synchronized boolean renew(AwsCredentials refused) {
        if (!resolveCredentials().equals(refused)) {
            return true;
        }
        if (inVain.isPresent() && System.nanoTime() - inVain.getAsLong() < REST) {
            return false;
        }
        AwsCredentialsProvider fresh = source.get();
        if (fresh.resolveCredentials().equals(refused)) {
            inVain = OptionalLong.of(System.nanoTime());
            end(fresh);
            return false;
        }
        end(current);
        current = fresh;
        return true;
    }

    @Override
    public void close() {
        end(current);
    }

    private static void end(AwsCredentialsProvider provider) {
        if (provider instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
