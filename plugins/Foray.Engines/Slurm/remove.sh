# shellcheck shell=sh disable=SC2154 # the lines before set these variables
# Removes the folders of all tasks of one job array, after a line that sets $array.
cd "${FORAY_SHARED%/*}" && { [ ! -f "$array/rows" ] || xargs -r rm -rf -- <"$array/rows"; }
