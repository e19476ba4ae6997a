{{- define "slipway.name" -}}
{{- if contains "slipway" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-slipway{{ end }}
{{- end }}

{{- define "slipway.selector" -}}
app.kubernetes.io/name: slipway
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "slipway.labels" -}}
{{ include "slipway.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "slipway.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end }}
{{- end }}

{{- define "slipway.serviceAccount" -}}
{{ .Values.serviceAccount.name | default (include "slipway.name" .) }}
{{- end }}

{{/* where pods of builds reach the registry; tokens are issued for it, too */}}
{{- define "slipway.buildsHost" -}}
{{ include "slipway.name" . }}.{{ .Release.Namespace }}.svc:{{ .Values.service.port }}
{{- end }}

{{- define "slipway.databaseUrl" -}}
{{- with .Values.database -}}
{{- if .url }}{{ .url }}{{ else if .host }}jdbc:postgresql://{{ .host }}:{{ .port }}/{{ .name }}{{ with .sslMode }}?sslmode={{ . }}{{ end }}{{ end }}
{{- end }}
{{- end }}

{{/* "yes" where replicas share database and storage; else empty, and there is one of them */}}
{{- define "slipway.shared" -}}
{{- $bytes := or (eq .Values.storage.type "s3") (and .Values.persistence.enabled (eq .Values.persistence.accessMode "ReadWriteMany")) -}}
{{- if and $bytes (include "slipway.databaseUrl" .) }}yes{{ end }}
{{- end }}

{{/* Builds in the cluster belong to a pod by its name, so that it has to stay; so has the volume of a single one. */}}
{{- define "slipway.kind" -}}
{{- if and (include "slipway.shared" .) (not .Values.builds.kubernetes.enabled) }}Deployment{{ else }}StatefulSet{{ end }}
{{- end }}

{{- define "slipway.masterKeySecret" -}}
{{- .Values.masterKey.existingSecret | default .Values.existingSecret | default (ternary (include "slipway.name" .) "" .Values.secrets.generate) }}
{{- end }}

{{- define "slipway.adminSecret" -}}
{{- .Values.admin.existingSecret | default .Values.existingSecret | default (ternary (include "slipway.name" .) "" .Values.secrets.generate) }}
{{- end }}

{{/* the claim of ReadWriteMany storage, which no StatefulSet makes */}}
{{- define "slipway.claim" -}}
{{- .Values.persistence.existingClaim | default (include "slipway.name" .) }}
{{- end }}

{{- define "slipway.testPod" -}}
app.kubernetes.io/name: slipway-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
