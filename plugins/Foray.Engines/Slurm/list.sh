# shellcheck shell=sh disable=SC2154 # the lines before set these variables
# Lists the job arrays below $arrays: "array NAME", and "row FOLDER" for each of its tasks.
cd "${FORAY_SHARED%/*}/$arrays" 2>/dev/null || exit 0
for folder in */; do
  [ -d "$folder" ] || continue
  echo "array ${folder%/}"
  [ ! -f "$folder/rows" ] || sed 's/^/row /' "$folder/rows"
done
