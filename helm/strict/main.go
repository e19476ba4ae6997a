// Reads what the chart renders into the types of Kubernetes itself, of the Gateway API and of the Prometheus operator: a field that
// they do not have, a value of another type and an unknown kind are faults, and so is a selector that selects nothing.
//
//	strict FOLDER          every file in it
//	strict FOLDER RULES    also writes the groups of the PrometheusRules there, for promtool
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/scheme"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
	print "sigs.k8s.io/yaml"
)

func main() {
	if len(os.Args) < 2 {
		stop(errors.New("usage: strict FOLDER [RULES]"))
	}
	decoder, err := decoder()
	stop(err)
	files, err := filepath.Glob(filepath.Join(os.Args[1], "*"))
	stop(err)
	objects, faults := 0, 0
	for _, file := range files {
		content, err := os.ReadFile(file)
		stop(err)
		read, wrong := decode(decoder, content)
		for _, fault := range append(wrong, relations(read)...) {
			fmt.Printf("%s: %s\n", filepath.Base(file), fault)
			faults++
		}
		objects += len(read)
		if len(os.Args) > 2 {
			stop(writeRules(read, filepath.Join(os.Args[2], filepath.Base(file)+".yml")))
		}
	}
	if faults > 0 || objects == 0 {
		fmt.Printf("%d objects, %d faults\n", objects, faults)
		os.Exit(1)
	}
	fmt.Printf("%d objects in %d renderings are what Kubernetes knows\n", objects, len(files))
}

func decoder() (runtime.Decoder, error) {
	known := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{scheme.AddToScheme, gateway.Install, monitoring.AddToScheme} {
		if err := add(known); err != nil {
			return nil, err
		}
	}
	return serializer.NewCodecFactory(known, serializer.EnableStrict).UniversalDeserializer(), nil
}

func decode(decoder runtime.Decoder, content []byte) (objects []runtime.Object, faults []string) {
	documents := yaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(content)))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return objects, faults
		}
		stop(err)
		if empty(document) {
			continue
		}
		object, _, err := decoder.Decode(document, nil, nil)
		if err != nil {
			faults = append(faults, err.Error()+" in\n"+head(document))
			continue
		}
		objects = append(objects, object)
	}
}

func empty(document []byte) bool {
	for _, line := range strings.Split(string(document), "\n") {
		if line = strings.TrimSpace(line); line != "" && line != "---" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

func head(document []byte) string {
	lines := strings.Split(strings.TrimSpace(string(document)), "\n")
	return strings.Join(lines[:min(len(lines), 8)], "\n")
}

func writeRules(objects []runtime.Object, to string) error {
	for _, object := range objects {
		if rule, ok := object.(*monitoring.PrometheusRule); ok {
			written, err := print.Marshal(rule.Spec)
			if err != nil {
				return err
			}
			return os.WriteFile(to, written, 0o644)
		}
	}
	return nil
}

func stop(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
