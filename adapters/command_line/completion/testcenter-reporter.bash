# bash completion for testcenter-reporter
_testcenter_reporter() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} i subcommand=
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --)
        # What stands behind it is another command line.
        if declare -F _command_offset >/dev/null; then _command_offset $((i + 1)); fi
        return
        ;;
      run | replay | check) subcommand=${COMP_WORDS[i]} ;;
    esac
  done
  case $previous in
    --token-file | --ca-file | --output)
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    --spool-dir | --source-root)
      mapfile -t COMPREPLY < <(compgen -d -- "$current")
      return
      ;;
    --verbose)
      mapfile -t COMPREPLY < <(compgen -W 'quiet normal debug' -- "$current")
      return
      ;;
    --url | --proxy | --stall-timeout | --project | --batch | --label | --report-id) return ;;
  esac
  local server='--url --token-file --ca-file --proxy --stall-timeout --json --verbose --help'
  local report='--project --batch --label --report-id --spool-dir --source-root'
  local words
  case $subcommand in
    run) words="$server $report --output --" ;;
    replay) words="$server --report-id --spool-dir --dry-run" ;;
    check) words="$server $report" ;;
    *) words='run replay check --help --version' ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  if [[ $subcommand == replay && $current != -* ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o filenames -F _testcenter_reporter testcenter-reporter
