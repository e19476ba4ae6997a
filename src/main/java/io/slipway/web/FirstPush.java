package io.slipway.web;

/// The commands of a first push into a namespace.
public record FirstPush(Shell shell, String namespace) {

    public String login() {
        return "docker login " + shell.registry() + " -u " + shell.userName();
    }

    public String tag() {
        return "docker tag my-image:latest " + image();
    }

    public String push() {
        return "docker push " + image();
    }

    private String image() {
        return shell.registry() + "/" + namespace + "/my-image:latest";
    }
}
