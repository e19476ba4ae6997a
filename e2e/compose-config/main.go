// Reads compose files as Docker Compose does, with its own loader, and refuses what is not safe to start: compose-config FILE…
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

func main() {
	options, err := cli.NewProjectOptions(os.Args[1:], cli.WithOsEnv, cli.WithInterpolation(true), cli.WithResolvedPaths(true))
	stop(err)
	project, err := options.LoadProject(context.Background())
	stop(err)
	faults := 0
	for name, service := range project.Services {
		for _, fault := range look(service) {
			fmt.Printf("%s: %s\n", name, fault)
			faults++
		}
	}
	if faults > 0 {
		os.Exit(1)
	}
	for _, name := range project.ServiceNames() {
		service := project.Services[name]
		var ports []string
		for _, port := range service.Ports {
			ports = append(ports, strings.TrimPrefix(port.HostIP+":"+port.Published, ":"))
		}
		fmt.Printf("%s %s\n", name, strings.Join(ports, ","))
	}
}

func look(service types.ServiceConfig) (faults []string) {
	if service.Privileged {
		faults = append(faults, "is privileged")
	}
	if service.Restart != "" && service.HealthCheck == nil && !strings.HasPrefix(service.Image, "slipway") {
		faults = append(faults, "has no health check")
	}
	if !strings.HasPrefix(service.Image, "slipway") && (!strings.Contains(service.Image, ":") || strings.HasSuffix(service.Image, ":latest")) {
		faults = append(faults, "takes whatever version there is of "+service.Image)
	}
	for _, volume := range service.Volumes {
		if volume.Type != types.VolumeTypeBind {
			continue
		}
		if _, err := os.Stat(volume.Source); err != nil {
			faults = append(faults, "mounts "+volume.Source+", which is not there")
		}
		if strings.HasSuffix(volume.Source, "docker.sock") {
			faults = append(faults, "has the engine in its hands")
		}
	}
	return faults
}

func stop(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
