package io.slipway.storage.s3;

import io.slipway.storage.MissingBytesException;
import io.slipway.storage.StorageException;
import io.slipway.storage.StorageKey;
import io.slipway.storage.UnfinishedGoneException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Turns what the SDK throws, after its own attempts, into the exceptions of this module.
final class S3Failures {

    private S3Failures() {}

    /// @param attempt what is tried, as in "cannot …"
    static <T> T during(String attempt, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new StorageException("Cannot " + attempt + ": " + reason(e), e);
        }
    }

    static <T> T reading(StorageKey key, Supplier<T> call) {
        try {
            return call.get();
        } catch (NoSuchKeyException e) {
            throw new MissingBytesException(key);
        } catch (S3Exception e) {
            if (e.statusCode() == 404 && !"NoSuchBucket".equals(code(e))) {
                throw new MissingBytesException(key);
            }
            throw new StorageException("Cannot read " + key + ": " + reason(e), e);
        } catch (SdkException e) {
            throw new StorageException("Cannot read " + key + ": " + reason(e), e);
        }
    }

    static <T> T writing(StorageKey key, Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Exception e) {
            if (isGone(e)) {
                throw new UnfinishedGoneException(key, reason(e));
            }
            throw new StorageException("Cannot write to " + key + ": " + reason(e), e);
        } catch (SdkException e) {
            throw new StorageException("Cannot write to " + key + ": " + reason(e), e);
        }
    }

    private static boolean isGone(S3Exception e) {
        return switch (code(e)) {
            case "NoSuchUpload", "InvalidPart", "InvalidPartOrder" -> true;
            default -> false;
        };
    }

    private static String code(S3Exception e) {
        String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    /// Without ids of requests, which the log has: this may be read by people.
    private static String reason(SdkException e) {
        if (e instanceof S3Exception answer) {
            String details = answer.awsErrorDetails() == null
                    ? ""
                    : answer.awsErrorDetails().errorMessage();
            return "the store answered " + answer.statusCode() + " " + code(answer)
                    + (details == null || details.isBlank() ? "" : " (" + details + ")");
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
