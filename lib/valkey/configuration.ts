import { CACHE_PORT } from '../cache';

export const CONFIG_FOLDER = '/etc/valkey';
export const CERTIFICATE_FOLDER = '/etc/valkey-certificate';
export const DATA_FOLDER = '/data';
/** In memory: who may sign in. */
export const USERS_FOLDER = '/run/valkey';
/** MiB of keys; the pod has as much again, for what is copied while it is written down. */
export const MEMORY_MIB = 256;

/** No port without TLS. What was counted is on disk within a second, or a restart would give everybody a new budget. */
export const VALKEY_CONFIG = `port 0
tls-port ${CACHE_PORT}
tls-cert-file ${CERTIFICATE_FOLDER}/tls.crt
tls-key-file ${CERTIFICATE_FOLDER}/tls.key
tls-ca-cert-file ${CERTIFICATE_FOLDER}/ca.crt
tls-auth-clients no
tls-protocols "TLSv1.2 TLSv1.3"
aclfile ${USERS_FOLDER}/users.acl
dir ${DATA_FOLDER}
appendonly yes
appendfsync everysec
save ""
maxmemory ${MEMORY_MIB}mb
maxmemory-policy volatile-lru
`;

/** Writes down who may sign in, by the SHA-256 of the password and in memory, and becomes the server. Nobody is let in unnamed. */
export const VALKEY_START = `set -eu
umask 077
test -n "$CACHE_PASSWORD"
digest=$(printf %s "$CACHE_PASSWORD" | sha256sum | cut -d' ' -f1)
printf 'user default off\\nuser %s on #%s ~* &* +@all -@admin -@dangerous +info +keys\\n' "$CACHE_USER" "$digest" > ${USERS_FOLDER}/users.acl
unset CACHE_PASSWORD
exec valkey-server ${CONFIG_FOLDER}/valkey.conf
`;
