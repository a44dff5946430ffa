/**
 * What a shell is told so that it asks `dialtone complete -- WORDS…` whenever its key is pressed. The answer is a line for
 * each candidate, `value<TAB>description`, or the line `:files`. Names are those of others: no line of these scripts has a
 * shell evaluate one.
 */
export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

export const SCRIPTS: Record<Shell, string> = {
  // Candidates are put into the array quoted: what is in COMPREPLY is inserted as it stands. Within an open quote they
  // are not, as readline closes that itself.
  bash: `# bash completion for dialtone
_dialtone() {
  local line value cur="\${COMP_WORDS[COMP_CWORD]}" words=("\${COMP_WORDS[@]:1:COMP_CWORD}") quote=
  case "$cur" in
    [\\"\\']*) quote="\${cur:0:1}"; words[COMP_CWORD-1]="\${cur:1}" ;;
    *) words[COMP_CWORD-1]="\${cur//\\\\/}" ;;
  esac
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default -o filenames 2>/dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "\${words[COMP_CWORD-1]}")
      return
    fi
    value="\${line%%$'\\t'*}"
    if [[ -z $quote ]]; then printf -v value '%q' "$value"; fi
    COMPREPLY+=("$value")
  done < <(dialtone complete -- "\${words[@]}" 2>/dev/null)
}
complete -F _dialtone dialtone
`,
  zsh: `#compdef dialtone
# zsh completion for dialtone
_dialtone() {
  local line
  local -a lines values shown
  lines=("\${(@f)$(dialtone complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  for line in "\${lines[@]}"; do
    if [[ $line == :files ]]; then
      _files
      return
    fi
    [[ -z $line ]] && continue
    values+=("\${line%%$'\\t'*}")
    shown+=("\${line//$'\\t'/  -- }")
  done
  (( $#values )) && compadd -l -d shown -a values
}
if [[ "\${funcstack[1]}" == _dialtone ]]; then
  _dialtone "$@"
else
  compdef _dialtone dialtone
fi
`,
  fish: `# fish completion for dialtone
function __dialtone_complete
    set -l typed (string unescape -- (commandline -ct)); or set typed (commandline -ct)
    set -l words (commandline -opc)
    set -l lines (dialtone complete -- $words[2..-1] "$typed" 2>/dev/null)
    if contains -- :files $lines
        __fish_complete_path "$typed"
    else
        printf '%s\\n' $lines
    end
end
complete -c dialtone -e
complete -c dialtone -f -a '(__dialtone_complete)'
`,
}
