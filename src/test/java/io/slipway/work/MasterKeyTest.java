package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class MasterKeyTest {

    private static final byte[] PLAIN = "git password".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final MockEnvironment environment = new MockEnvironment();
    private DataFolder data;

    @BeforeEach
    void openFolder() {
        data = new DataFolder(new SlipwaySettings(folder.resolve("data"), Optional.empty(), List.of(), List.of()));
    }

    @AfterEach
    void closeFolder() throws IOException {
        data.close();
    }

    @Test
    void opensWhatItSealed() {
        MasterKey key = generated();

        byte[] sealed = key.seal(PLAIN, "credential 7");

        assertThat(key.open(sealed, "credential 7")).isEqualTo(PLAIN);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("git password");
        assertThat(key.seal(PLAIN, "credential 7")).isNotEqualTo(sealed);
    }

    @Test
    void signsTheSameAlikeAndNothingElse() {
        MasterKey key = generated();
        byte[] signed = key.sign("7 1", "build badge");

        assertThat(signed).hasSize(32).isEqualTo(key.sign("7 1", "build badge"));
        assertThat(key.sign("7 2", "build badge")).isNotEqualTo(signed);
        assertThat(key.sign("7 1", "another")).isNotEqualTo(signed);
        assertThat(given(Base64.getEncoder().encodeToString(new byte[32])).sign("7 1", "build badge"))
                .isNotEqualTo(signed);
    }

    @Test
    void refusesAnotherContext() {
        MasterKey key = generated();
        byte[] sealed = key.seal(PLAIN, "credential 7");

        assertThatThrownBy(() -> key.open(sealed, "credential 8")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesChangedBytesAndAnotherKey() {
        byte[] sealed = generated().seal(PLAIN, "c");
        MasterKey other = given(Base64.getEncoder().encodeToString(new byte[32]));

        assertThatThrownBy(() -> other.open(sealed, "c")).isInstanceOf(IllegalStateException.class);
        for (int index = 0; index < sealed.length; index++) {
            byte[] changed = sealed.clone();
            changed[index] ^= 1;
            assertThatThrownBy(() -> generated().open(changed, "c")).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> generated().open(new byte[5], "c")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void makesItsKeyOnceForItsOwnerOnly() throws IOException {
        String fingerprint = generated().fingerprint();
        Path file = data.secrets().resolve("master.key");

        assertThat(generated().fingerprint()).isEqualTo(fingerprint).matches("[0-9a-f]{16}");
        assertThat(given(Files.readString(file)).fingerprint()).isEqualTo(fingerprint);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.secrets())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
                .isEqualTo("rwx------");
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatThrownBy(() -> given("c2hvcnQ="))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("openssl rand -base64 32");
        assertThatThrownBy(() -> given("not base64!")).isInstanceOf(StartFailure.class);
    }

    @Test
    void mustBeGivenWithAnExternalDatabase() {
        environment.setProperty("spring.datasource.url", "jdbc:postgresql://db/slipway");

        assertThatThrownBy(this::generated)
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("slipway.master-key must be set with an external database")
                .hasMessageContaining("openssl rand -base64 32");
        assertThat(data.secrets()).isEmptyDirectory();
    }

    @Test
    void takesAnEmptyDatabaseUrlForNone() {
        environment.setProperty("spring.datasource.url", "");

        assertThat(generated().fingerprint()).isNotEmpty();
    }

    @Test
    void neverPrintsTheKey() {
        assertThat(new SecretSettings(Optional.of("c2VjcmV0"))).asString().doesNotContain("c2VjcmV0");
    }

    @Test
    void refusesASecondInstanceInTheSameFolder() {
        SlipwaySettings settings = new SlipwaySettings(data.path(), Optional.empty(), List.of(), List.of());

        assertThatThrownBy(() -> new DataFolder(settings))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("Another Slipway is running with the data folder");
    }

    private MasterKey generated() {
        return new MasterKey(new SecretSettings(Optional.empty()), data, environment);
    }

    private MasterKey given(String text) {
        return new MasterKey(new SecretSettings(Optional.of(text)), data, environment);
    }
}
