/** What is done for one owner, as the master user and then as the owner; each step may have been done before. */
const OWNER_SQL = `SELECT format('CREATE ROLE %I LOGIN', :'owner') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner')\\gexec
\\password :owner
SELECT format('GRANT %I TO CURRENT_USER', :'owner') WHERE NOT pg_has_role(:'owner', 'MEMBER')\\gexec
SELECT format('GRANT %I TO %I', name, :'owner') FROM unnest(string_to_array(:'groups', ',')) AS name WHERE name <> '' AND NOT pg_has_role(:'owner', name, 'MEMBER')\\gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'owner', :'owner') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'owner')\\gexec
REVOKE ALL ON DATABASE :"owner" FROM PUBLIC;
\\connect :"owner"
SELECT format('CREATE EXTENSION IF NOT EXISTS %I', name) FROM unnest(string_to_array(:'extensions', ',')) AS name WHERE name <> ''\\gexec
`;

/**
 * Gives each owner a user, a password and a database nobody else may enter, and tries whether it can sign in. Passwords go to the
 * server as a SCRAM verifier, made here: they stand in no statement and so in no log.
 *
 * Environment: those of psql for the master user, OWNERS (lines of name, extensions and
 * the roles it is a member of, made in lines before, `rag vector`, `app pgaudit rag_reader`), PASSWORDS (a folder with a file
 * for each owner), WORK (a folder that may be written). Needs bash and psql. Runs without a terminal, or psql would ask there.
 */
export const GIVE_DATABASES = `set -euo pipefail
umask 077
cat > "$WORK/owner.sql" <<'SQL'
${OWNER_SQL}SQL
while read -r owner extensions groups; do
  password=$(cat "$PASSWORDS/$owner")
  printf '%s\\n%s\\n' "$password" "$password" |
    psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --set owner="$owner" --set extensions="$extensions" --set groups="$groups" --file "$WORK/owner.sql"
  PGPASSWORD=$password psql --no-psqlrc --quiet --username "$owner" --dbname "$owner" --command 'SELECT 1' > "$WORK/tried"
  echo "database $owner belongs to its owner"
done <<< "$OWNERS"
`;
