# shellcheck shell=sh disable=SC2154 # the lines before set these variables
# Removes the folders of all tasks of one job array, after a line that sets $array.
root=${FORAY_SHARED%/*}
[ ! -f "$root/$array/rows" ] || while read -r row; do
  rm -rf "$root/${row:?}"
done <"$root/$array/rows"
