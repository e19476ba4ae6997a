{{/* the pod of Deployment and StatefulSet alike */}}
{{- define "slipway.pod" -}}
metadata:
  labels:
    {{- include "slipway.labels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # a change of the settings starts the pods anew
    checksum/config: {{ toYaml .Values.config | sha256sum }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "slipway.serviceAccount" . }}
  # only to start builds
  automountServiceAccountToken: {{ .Values.builds.kubernetes.enabled }}
  # a Service named slipway would put SLIPWAY_PORT and others into the environment, where settings are read from
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets: {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext: {{- toYaml .Values.podSecurityContext | nindent 4 }}
  {{- if .Values.persistence.takeOver }}
  initContainers:
    - name: take-over
      image: {{ include "slipway.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      # PostgreSQL refuses folders that others may read; the folder of the volume itself is the cluster's
      command: [bash, -ec]
      args:
        - find /data -mindepth 1 -exec chown -h {{ .Values.podSecurityContext.runAsUser }}:{{ .Values.podSecurityContext.runAsGroup }} {} +;
          find /data -mindepth 1 ! -type l -exec chmod go-rwx {} +
      securityContext:
        runAsNonRoot: false
        runAsUser: 0
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
          add: [CHOWN, DAC_OVERRIDE, FOWNER]
      volumeMounts:
        - name: data
          mountPath: /data
  {{- end }}
  containers:
    - name: slipway
      image: {{ include "slipway.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      {{- if .Values.maintenance }}
      # commands are run in it by `kubectl exec`; it is never ready
      command: [bash, -c, "trap exit TERM; sleep infinity & wait"]
      {{- end }}
      securityContext: {{- toYaml .Values.securityContext | nindent 8 }}
      ports:
        - name: http
          containerPort: 5000
        - name: management
          containerPort: 5001
      env: {{- include "slipway.env" . | nindent 8 }}
      {{- with .Values.extraEnvFrom }}
      envFrom: {{- toYaml . | nindent 8 }}
      {{- end }}
      volumeMounts:
        - name: data
          mountPath: /var/lib/slipway
        {{- if include "slipway.store" . }}
        - name: store
          mountPath: /var/lib/slipway-store
        {{- end }}
        - name: tmp
          mountPath: /tmp
        {{- if .Values.config }}
        - name: config
          mountPath: /etc/slipway
          readOnly: true
        {{- end }}
      {{- if not .Values.maintenance }}
      startupProbe:
        httpGet: { path: /livez, port: http }
        {{- toYaml .Values.probes.startup | nindent 8 }}
      livenessProbe:
        httpGet: { path: /livez, port: http }
        {{- toYaml .Values.probes.liveness | nindent 8 }}
      {{- end }}
      readinessProbe:
        httpGet: { path: /readyz, port: http }
        {{- toYaml .Values.probes.readiness | nindent 8 }}
      resources: {{- toYaml .Values.resources | nindent 8 }}
  volumes: {{- include "slipway.volumes" . | nindent 4 }}
  {{- with .Values.nodeSelector }}
  nodeSelector: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if .Values.topologySpreadConstraints }}
  topologySpreadConstraints: {{- toYaml .Values.topologySpreadConstraints | nindent 4 }}
  {{- else if include "slipway.shared" . }}
  topologySpreadConstraints:
    {{- range $key := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - topologyKey: {{ $key }}
      maxSkew: 1
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels: {{- include "slipway.selector" $ | nindent 10 }}
    {{- end }}
  {{- end }}
{{- end }}

{{/* "yes" where bytes have a volume that replicas share, beside a folder of each pod's own */}}
{{- define "slipway.store" -}}
{{- if and (include "slipway.shared" .) (eq .Values.storage.type "disk") }}yes{{ end }}
{{- end }}

{{/* "yes" where the StatefulSet makes the claim of the data folder */}}
{{- define "slipway.ownClaim" -}}
{{- if and .Values.persistence.enabled (not .Values.persistence.existingClaim) (not (include "slipway.shared" .)) }}yes{{ end }}
{{- end }}

{{- define "slipway.volumes" -}}
- name: tmp
  emptyDir: {}
{{- if include "slipway.store" . }}
- name: store
  persistentVolumeClaim:
    claimName: {{ include "slipway.claim" . }}
{{- end }}
{{- if or (include "slipway.shared" .) (not .Values.persistence.enabled) }}
- name: data
  emptyDir: {}
{{- else if .Values.persistence.existingClaim }}
- name: data
  persistentVolumeClaim:
    claimName: {{ .Values.persistence.existingClaim }}
{{- end }}
{{- if .Values.config }}
- name: config
  configMap:
    name: {{ include "slipway.name" . }}
{{- end }}
{{- end }}
