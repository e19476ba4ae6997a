{{- define "slipway.builds" -}}
{{- $builds := .Values.builds.kubernetes -}}
- name: SLIPWAY_BUILDS_RUNNER
  value: kubernetes
- name: SLIPWAY_BUILDS_REGISTRY
  value: http://{{ include "slipway.buildsHost" . }}
- name: SLIPWAY_BUILDS_KUBERNETES_IMAGE
  value: {{ required "Builds need builds.kubernetes.image: docs/builds-kubernetes.md says how to make one" $builds.image | quote }}
- name: SLIPWAY_BUILDS_KUBERNETES_NAMESPACE
  value: {{ $builds.namespace | default .Release.Namespace | quote }}
- name: SLIPWAY_BUILDS_KUBERNETES_WORKER
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: SLIPWAY_BUILDS_KUBERNETES_REGISTRYNAMESPACE
  value: {{ .Release.Namespace | quote }}
- name: SLIPWAY_BUILDS_KUBERNETES_REGISTRYPODS
  value: app.kubernetes.io/name=slipway,app.kubernetes.io/instance={{ .Release.Name }}
{{- with $builds.imagePullSecret }}
- name: SLIPWAY_BUILDS_KUBERNETES_IMAGEPULLSECRET
  value: {{ . | quote }}
{{- end }}
{{- with $builds.runtimeClass }}
- name: SLIPWAY_BUILDS_KUBERNETES_RUNTIMECLASS
  value: {{ . | quote }}
{{- end }}
{{- with $builds.nodeSelector }}
- name: SLIPWAY_BUILDS_KUBERNETES_NODESELECTOR
  value: {{ $labels := list }}{{ range $name, $value := . }}{{ $labels = append $labels (printf "%s=%s" $name $value) }}{{ end }}{{ join "," $labels | quote }}
{{- end }}
{{- if $builds.userNamespaces }}
- name: SLIPWAY_BUILDS_KUBERNETES_USERNAMESPACES
  value: "true"
{{- end }}
{{- with $builds.egress }}
- name: SLIPWAY_BUILDS_KUBERNETES_EGRESS
  value: {{ join "," . | quote }}
{{- end }}
{{- end }}
