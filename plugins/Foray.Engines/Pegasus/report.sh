# shellcheck shell=sh disable=SC2154 # the lines before set these variables
# Says how one workflow stands, after a line that sets $state: the folder of keeper.sh's records below the machine's own.
#   main CODE, submit FOLDER, refused CODE, over    as keeper.sh records them
#   status TEXT     each line of what pegasus-status said last
cd "${FORAY_SHARED%/*}/$state" 2>/dev/null || exit 0
for word in main submit refused over; do
  [ ! -s "$word" ] || sed "s/^/$word /" "$word"
done
[ ! -s result/status ] || sed 's/^/status /' result/status
