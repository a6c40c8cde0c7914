/** Where keys of teams lie in a pod that lets them in, a file each: `<team>.<key>`. */
export const KEYS_FOLDER = '/etc/groundplane-keys';

/** Name of a key's file and of its entry in the secret. */
export function keyFile(team: string, key: string): string {
  return `${team}.${key}`;
}

/**
 * Whose key a value is, in Python: the same for everything that lets keys of teams in. Of a value only its digest is kept; an unknown one
 * looks for new files, at most every few seconds. What includes it imports `datetime`, `hashlib`, `pathlib` and `time`.
 */
export const KEY_LOOKUP = `LOOK_AGAIN_SECONDS = 5


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def expired(over):
    return over is not None and datetime.datetime.now(datetime.timezone.utc).date().isoformat() >= over


class Keys:
    def __init__(self, folder, teams):
        self.folder, self.teams = pathlib.Path(folder), teams
        self.known, self.looked = {}, 0.0

    def look(self):
        self.looked = time.monotonic()
        self.known = {}
        for team, said in self.teams.items():
            for key in said["keys"]:
                file = self.folder / f"{team}.{key}"
                if file.is_file() and file.stat().st_size > 0:
                    self.known[digest(file.read_text().strip())] = (team, key)

    def find(self, value):
        if self.looked == 0.0 or (value not in self.known and time.monotonic() - self.looked > LOOK_AGAIN_SECONDS):
            self.look()
        return self.known.get(value)
`;
