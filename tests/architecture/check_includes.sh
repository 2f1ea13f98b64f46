#!/usr/bin/env bash
# Data flows one way: each stage includes headers of its own, of its right-hand neighbour and of
# what stands beside the line. Prints each breach and fails if there is one.
set -u
source_folder=${1:?usage: check_includes.sh REPORTER_CORE_SRC}
declare -A may_include=(
  [support]="support"
  [config]="config support"
  [http]="http support"
  [api]="api http support"
  [journal]="journal support"
  [sender]="sender api journal http support"
  [destination]="destination journal config http support"
  [capture]="capture support"
  [reporter]="reporter capture sender journal destination config support"
  [replay]="replay sender api journal destination http config support"
)
declare -A may_use=(
  ["<curl/"]="http"
  ["<rapidjson/"]="api config"
  ["<xxhash.h>"]="journal"
)
breaches=0
breach() {
  echo "$1"
  breaches=$((breaches + 1))
}

for stage in $(ls "$source_folder"); do
  allowed=${may_include[$stage]:-}
  if [ -z "$allowed" ]; then
    breach "$stage: a folder that no rule knows"
    continue
  fi
  while IFS=: read -r file line text; do
    [ -n "$file" ] || continue
    [[ $text =~ \#include\ \"([a-z_]*)/ ]] && target=${BASH_REMATCH[1]} || target=''
    case " $allowed " in
      *" $target "*) ;;
      *) breach "$file:$line: $stage must not include from '$target'" ;;
    esac
  done < <(grep -rn '#include "' "$source_folder/$stage")
done

for library in "${!may_use[@]}"; do
  while IFS= read -r file; do
    stage=$(basename "$(dirname "$file")")
    case " ${may_use[$library]} " in
      *" $stage "*) ;;
      *) breach "$file: $stage must not use $library" ;;
    esac
  done < <(grep -rlF "#include $library" "$source_folder")
done

echo "$breaches breaches"
[ "$breaches" -eq 0 ]
