package io.slipway;

import io.slipway.work.CommandLine;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class Application {

    public static void main(String[] arguments) {
        if (CommandLine.isCommand(arguments)) {
            System.exit(CommandLine.run(Application.class, arguments));
        }
        SpringApplication.run(Application.class, arguments);
    }
}
