# shellcheck shell=sh disable=SC1091,SC2154 # the sourced file is made at run time, and the lines before set these variables
# Removes one workflow that is not over, and keeps what Pegasus says of it, after a line that sets $state as for report.sh.
#   result/statistics.txt, result/analyzer.txt    what the programs of these names say
#   analyzed CODE                                 printed: exit code of pegasus-analyzer
cd "${FORAY_SHARED%/*}/$state" 2>/dev/null || exit 0
if [ -s submit ]; then
  . ./env
  submit=$(cat submit)
  [ -s over ] || pegasus-remove "$submit" >/dev/null 2>&1
  mkdir -p result
  pegasus-statistics -s all "$submit" >result/statistics.txt 2>&1 </dev/null
  pegasus-analyzer "$submit" >result/analyzer.txt 2>&1 </dev/null
  echo "analyzed $?"
fi
