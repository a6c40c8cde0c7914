/** Name of the list of digests beside the files. It is written last: where it is, the weights are whole. */
export const DIGESTS = 'SHA256SUMS';

/**
 * Brings the files of a commit from the hub into the bucket, each held against the digest the hub names: SHA-256 for large files,
 * the blob hash of git for the others. Weights as safetensors only, where a repository has them: other forms can hold code.
 *
 * Environment: HUB, REPOSITORY, REVISION, BUCKET, WORK (an empty folder), HF_TOKEN where the hub asks who one is. Needs bash, curl, jq, coreutils and the AWS command line.
 */
export const LOAD = `set -euo pipefail
umask 077
cd "$WORK"
target="s3://$BUCKET/$REPOSITORY/$REVISION"
if aws s3 cp --only-show-errors "$target/${DIGESTS}" present 2>/dev/null; then
  echo "$target is whole"
  exit 0
fi
# not on the command line, where others could read it
: > token
if printenv HF_TOKEN > /dev/null; then
  printf 'header = "Authorization: Bearer %s"\\n' "$HF_TOKEN" > token
fi
get() { curl --config token --fail --silent --show-error --location --retry 5 --retry-connrefused --output "$1" "$HUB/$2"; }
get tree "api/models/$REPOSITORY/tree/$REVISION?recursive=true"
jq --raw-output '
  map(select(.type == "file" and (.path | test("^(original|metal|onnx|openvino)/|consolidated|[.](gguf|h5|msgpack|onnx|ot)$") | not)))
  | (any(.[]; .path | endswith(".safetensors"))) as $safe
  | .[] | select(($safe and (.path | test("[.](bin|pt|pth)$"))) | not)
  | [.lfs.oid // "-", .oid, (.path | split("/") | map(@uri) | join("/")), .path] | @tsv' tree > files
test -s files
: > ${DIGESTS}
while IFS=$'\\t' read -r sha256 blob url path; do
  get file "$REPOSITORY/resolve/$REVISION/$url"
  found=$(sha256sum < file | cut -d ' ' -f 1)
  if [ "$sha256" = - ]; then
    hash=$( (printf 'blob %s\\0' "$(stat -c %s file)"; cat file) | sha1sum | cut -d ' ' -f 1)
    wanted=$blob
  else
    hash=$found
    wanted=$sha256
  fi
  if [ "$hash" != "$wanted" ]; then
    echo "$path of $REPOSITORY is $hash, and the hub says $wanted" >&2
    exit 1
  fi
  aws s3 cp --only-show-errors file "$target/$path"
  printf '%s  %s\\n' "$found" "$path" >> ${DIGESTS}
  rm file
done < files
aws s3 cp --only-show-errors ${DIGESTS} "$target/${DIGESTS}"
echo "$target has $(wc -l < ${DIGESTS}) files"
`;

/**
 * Copies what engines need from the bucket to the disk of the node and holds each file against its digest.
 *
 * Environment: BUCKET, SOURCES (lines of prefix and folder). Needs bash, coreutils and the AWS command line.
 */
export const COPY = `set -euo pipefail
while read -r prefix folder; do
  mkdir -p "$folder"
  aws s3 cp --only-show-errors --recursive "s3://$BUCKET/$prefix" "$folder"
  cd "$folder"
  sha256sum --quiet --check ${DIGESTS}
done <<< "$SOURCES"
`;
