package io.slipway.work;

import io.slipway.testing.Classpath;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.ComponentScan;

/// The module `work` in a process of its own, which a test can stop or kill.
record ChildInstance(Process process, List<String> output) implements AutoCloseable {

    private static final String READY = "READY ";

    static ChildInstance start(Path dataDir, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Classpath.ofThisProcess(),
                Main.class.getName(),
                "--slipway.data-dir=" + dataDir);
        builder.environment().putAll(variables);
        Process process = builder.redirectErrorStream(true).start();
        List<String> output = new ArrayList<>();
        BufferedReader reader = process.inputReader();
        String line = reader.readLine();
        while (line != null) {
            output.add(line);
            line = line.startsWith(READY) ? null : reader.readLine();
        }
        return new ChildInstance(process, output);
    }

    /// The address of its database.
    String url() {
        if (output.isEmpty() || !output.getLast().startsWith(READY)) {
            throw new IllegalStateException("The child did not start:\n" + text());
        }
        return output.getLast().substring(READY.length());
    }

    String text() {
        return String.join("\n", output);
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The child still runs:\n" + text());
        }
        return process.exitValue();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// As a service manager stops it.
    @Override
    public void close() throws Exception {
        process.destroy();
        process.waitFor();
    }

    @TestConfiguration
    @ComponentScan
    @ConfigurationPropertiesScan("io.slipway.work")
    @EnableAutoConfiguration(
            exclude = {HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class})
    static class Main {

        public static void main(String[] arguments) throws Exception {
            SpringApplication application = new SpringApplication(Main.class);
            application.setDefaultProperties(Map.of("spring.main.web-application-type", "none"));
            var context = application.run(arguments);
            try (var connection = context.getBean(DataSource.class).getConnection()) {
                System.out.println(READY + connection.getMetaData().getURL());
            }
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
