package io.slipway.storage.s3;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.storage.BlobStore;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("slipway.storage.s3.bucket")
class S3StoreConfiguration {

    private static final int ATTEMPTS = 4;
    private static final int CONNECTIONS = 200;

    @Bean
    BlobStore s3Store(
            S3Settings settings,
            S3Client client,
            S3Credentials credentials,
            S3Presigner presigner,
            @Value("${slipway.data-dir}") Path dataFolder) {
        S3Bucket bucket = new S3Bucket(client, credentials, settings);
        PartBuffers buffers = new PartBuffers(settings.buffers(), dataFolder.resolve("parts"));
        S3Links links = new S3Links(presigner, settings);
        return S3BlobStore.open(bucket, buffers, links);
    }

    @Bean
    S3Credentials s3Credentials(S3Settings settings) {
        if (settings.accessKey().isPresent()) {
            AwsBasicCredentials given = AwsBasicCredentials.create(
                    settings.accessKey().get(), settings.secretKey().orElseThrow());
            return new S3Credentials(() -> StaticCredentialsProvider.create(given));
        }
        return new S3Credentials(() -> DefaultCredentialsProvider.builder().build());
    }

    @Bean
    S3Client s3Client(S3Settings settings, AwsCredentialsProvider credentials, ObjectProvider<MeterRegistry> meters) {
        ClientOverrideConfiguration.Builder calls = ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(settings.timeout())
                .apiCallTimeout(settings.timeout().multipliedBy(ATTEMPTS))
                // waits between attempts grow, with a random share
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .addMetricPublisher(new S3Calls(meters));
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .overrideConfiguration(calls.build())
                .serviceConfiguration(S3StoreConfiguration::plain)
                .forcePathStyle(settings.bucketInPath())
                .requestChecksumCalculation(
                        switch (settings.checksumMode()) {
                            case WHEN_REQUIRED -> RequestChecksumCalculation.WHEN_REQUIRED;
                            case WHEN_SUPPORTED -> RequestChecksumCalculation.WHEN_SUPPORTED;
                        })
                .responseChecksumValidation(
                        switch (settings.checksumMode()) {
                            case WHEN_REQUIRED -> ResponseChecksumValidation.WHEN_REQUIRED;
                            case WHEN_SUPPORTED -> ResponseChecksumValidation.WHEN_SUPPORTED;
                        })
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(CONNECTIONS)
                        .connectionTimeout(Duration.ofSeconds(5))
                        .connectionAcquisitionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(settings.timeout()));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    @Bean
    S3Presigner s3Presigner(S3Settings settings, AwsCredentialsProvider credentials) {
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(settings.bucketInPath())
                        .build());
        settings.publicEndpoint().or(settings::endpoint).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /// Bodies as they are: not all others know the framing of AWS.
    private static void plain(S3Configuration.Builder service) {
        service.chunkedEncodingEnabled(false);
    }
}
