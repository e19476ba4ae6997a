package main

import (
	"fmt"
	"strings"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	network "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation"
)

// What one object says of another: selectors find pods, ports have names that exist, volumes that are mounted are there, names are
// names, and no object comes twice.
func relations(objects []runtime.Object) (faults []string) {
	pods := templates(objects)
	seen := map[string]bool{}
	for _, object := range objects {
		name := object.(meta.Object).GetName()
		key := object.GetObjectKind().GroupVersionKind().Kind + " " + name
		if seen[key] {
			faults = append(faults, key+" comes twice")
		}
		seen[key] = true
		if wrong := validation.IsDNS1123Subdomain(name); len(wrong) > 0 {
			faults = append(faults, key+": "+strings.Join(wrong, ", "))
		}
		if selector := selectorOf(object); selector != nil && !selectsOne(selector, pods) {
			faults = append(faults, key+" selects no pod")
		}
		if service, ok := object.(*core.Service); ok {
			faults = append(faults, portFaults(service, pods)...)
		}
		if monitor, ok := object.(*monitoring.ServiceMonitor); ok && !monitorFinds(monitor, objects) {
			faults = append(faults, key+" finds no service with its port")
		}
	}
	for _, pod := range pods {
		faults = append(faults, volumeFaults(pod)...)
	}
	return faults
}

func templates(objects []runtime.Object) (pods []core.PodTemplateSpec) {
	for _, object := range objects {
		switch it := object.(type) {
		case *apps.Deployment:
			pods = append(pods, it.Spec.Template)
		case *apps.StatefulSet:
			pod := it.Spec.Template
			for _, claim := range it.Spec.VolumeClaimTemplates {
				pod.Spec.Volumes = append(pod.Spec.Volumes, core.Volume{Name: claim.Name})
			}
			pods = append(pods, pod)
		case *core.Pod:
			pods = append(pods, core.PodTemplateSpec{ObjectMeta: it.ObjectMeta, Spec: it.Spec})
		}
	}
	return pods
}

func selectorOf(object runtime.Object) *meta.LabelSelector {
	switch it := object.(type) {
	case *apps.Deployment:
		return it.Spec.Selector
	case *apps.StatefulSet:
		return it.Spec.Selector
	case *policy.PodDisruptionBudget:
		return it.Spec.Selector
	case *network.NetworkPolicy:
		return &it.Spec.PodSelector
	case *core.Service:
		return &meta.LabelSelector{MatchLabels: it.Spec.Selector}
	}
	return nil
}

func selectsOne(selector *meta.LabelSelector, pods []core.PodTemplateSpec) bool {
	read, err := meta.LabelSelectorAsSelector(selector)
	stop(err)
	for _, pod := range pods {
		if read.Matches(labels.Set(pod.Labels)) {
			return true
		}
	}
	return false
}

func portFaults(service *core.Service, pods []core.PodTemplateSpec) (faults []string) {
	for _, port := range service.Spec.Ports {
		if name := port.TargetPort.StrVal; name != "" && !hasPort(name, service.Spec.Selector, pods) {
			faults = append(faults, fmt.Sprintf("Service %s: no container has the port %s", service.Name, name))
		}
	}
	return faults
}

func hasPort(name string, selector map[string]string, pods []core.PodTemplateSpec) bool {
	for _, pod := range pods {
		if !labels.SelectorFromSet(selector).Matches(labels.Set(pod.Labels)) {
			continue
		}
		for _, container := range pod.Spec.Containers {
			for _, port := range container.Ports {
				if port.Name == name {
					return true
				}
			}
		}
	}
	return false
}

func monitorFinds(monitor *monitoring.ServiceMonitor, objects []runtime.Object) bool {
	selector, err := meta.LabelSelectorAsSelector(&monitor.Spec.Selector)
	stop(err)
	for _, object := range objects {
		service, ok := object.(*core.Service)
		if !ok || !selector.Matches(labels.Set(service.Labels)) {
			continue
		}
		for _, port := range service.Spec.Ports {
			if port.Name == monitor.Spec.Endpoints[0].Port {
				return true
			}
		}
	}
	return false
}

func volumeFaults(pod core.PodTemplateSpec) (faults []string) {
	there := map[string]bool{}
	for _, volume := range pod.Spec.Volumes {
		there[volume.Name] = true
	}
	for _, container := range append(pod.Spec.InitContainers, pod.Spec.Containers...) {
		for _, mount := range container.VolumeMounts {
			if !there[mount.Name] {
				faults = append(faults, fmt.Sprintf("container %s mounts %s, which is not there", container.Name, mount.Name))
			}
		}
		names := map[string]bool{}
		for _, variable := range container.Env {
			if names[variable.Name] {
				faults = append(faults, fmt.Sprintf("container %s has %s twice", container.Name, variable.Name))
			}
			names[variable.Name] = true
		}
	}
	return faults
}
